"""Satisfaction: the survey after each closed case (survei kepuasan masyarakat), and what it says of a unit.

Law: PermenPANRB 14/2017. Words: SKM, unsur (U1 to U9), NRR, IKM, mutu pelayanan.
"""
