"""Households: the Kartu Keluarga, who is on it, and what changed it.

Law: UU 23/2006 pasal 61 and 62 jo. UU 24/2013, Perpres 96/2018, Permendagri 108/2019. Words: KK, SHDK, anggota.
"""
