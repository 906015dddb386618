"""Topics: what residents complain about, the words they use for it, and which unit answers for it where.

Law: PermenPANRB 62/2018 (classes of complaints). Words: topic, route, class.
"""
