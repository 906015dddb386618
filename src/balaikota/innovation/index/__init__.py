"""Indeks Inovasi Daerah: 36 indicators of a year, what the city claims beside what a verifier confirmed, and the score.

Permendagri 104/2018 and the yearly letter of BSKDN. Words: indikator, SPD, SID, kematangan, predikat.
"""
