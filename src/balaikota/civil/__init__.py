"""Civil: Sibisa, population administration and civil registration (Disdukcapil); a floor of rooms (decision 0014).

Law: UU 23/2006 jo. UU 24/2013, PP 40/2019, Perpres 96/2018, Permendagri 108 and 109/2019, 73/2022.
"""
