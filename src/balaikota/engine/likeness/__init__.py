"""Likeness: two records that may be one person, or one event told twice (dugaan ganda); officers say which.

Law: one NIK for life (PP 40/2019 pasal 30); making two NIK one is the ministry's work, ours is to notice. Words:
dugaan ganda, data ganda, gabungkan, urungkan.
"""
