"""Births: akta kelahiran, also of foreign children, and lahir mati.

Law: UU 24/2013 pasal 27 and 32, Permendagri 108/2019, 73/2022. Words: kutipan, SPTJM (F-2.03, F-2.04).
"""
