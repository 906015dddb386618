"""Moves: pindah inside the city, out of it, into it, abroad and back, kept as history.

Law: UU 23/2006 pasal 15 to 19 jo. UU 24/2013, Perpres 96/2018 pasal 25 and 28, Permendagri 108/2019 (form F-1.03).
Words: perpindahan, klasifikasi pindah, SKPWNI, SKPLN, SHDK.
"""
