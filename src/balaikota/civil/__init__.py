"""Civil: Sibisa, population administration and civil registration (Disdukcapil).

Law: UU 23/2006 jo. UU 24/2013, PP 40/2019, Perpres 96/2018, Permendagri 108 and 109/2019, 73/2022.
Words: akta, kutipan, register, NIK, KK, KIA, SPTJM (F-2.03, F-2.04).
"""
