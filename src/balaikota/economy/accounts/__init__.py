"""Figures of the economy in vintages: who released what, when; a later release stands beside the earlier one.

Law: UU 16/1997, Perpres 39/2019. Words: release, cell, vintage, correction; PDRB, ADHB, ADHK, lapangan usaha.
"""
