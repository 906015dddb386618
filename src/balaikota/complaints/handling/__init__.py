"""Handling: what the coordinator and the units do with a report, from its verification to the proven repair.

Law: PermenPANRB 62/2018 (verify, postpone, not our authority, archive; pejabat penghubung). Words: coordinator, unit.
"""
