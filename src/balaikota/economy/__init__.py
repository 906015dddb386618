"""The city's economy: is it growing, in what, and what is it worth. Public figures only; BPS measures, we compute.

UU 16/1997 tentang Statistik; Perpres 39/2019 (Satu Data Indonesia). Words: PDRB, ADHB, ADHK, lapangan usaha.
"""
