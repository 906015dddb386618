"""Marriages outside Islam: akta perkawinan, akta perceraian, and the annulment of either.

Law: UU 23/2006 pasal 34 to 43, UU 16/2019, Perpres 96/2018, Permendagri 108/2019. Words: kutipan, KUA, cerai hidup.
"""
