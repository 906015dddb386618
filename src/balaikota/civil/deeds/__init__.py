"""Deeds: the registers of civil registration (register akta pencatatan sipil), kept version by version.

Law: UU 23/2006 pasal 66 to 72 jo. UU 24/2013, Perpres 96/2018, Permendagri 108/2019.
Words: akta, register, kutipan, catatan pinggir, pembetulan, pembatalan, kutipan kedua.
"""
