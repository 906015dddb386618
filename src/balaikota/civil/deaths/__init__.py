"""Deaths: akta kematian and everything a death changes: NIK, login, the family card, the spouse's status.

Law: UU 24/2013 pasal 44, Perpres 96/2018, Permendagri 108/2019 pasal 65. Words: almarhum, kutipan, cerai mati.
"""
