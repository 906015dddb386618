"""Foreigners: residence letters (SKTT), moves and cards of orang asing, and the stay permits they rest on.

Law: UU 23/2006 pasal 20 jo. UU 24/2013 pasal 63, Perpres 96/2018 pasal 16 and 28. Words: ITAS, ITAP, SKTT, sponsor.
"""
