"""Figures: the counts of businesses a city publishes, each with its definition, date, source and the rows behind it.

Law: PP 7/2021 (size), UU 14/2008 (public information), UU 27/2022. Words: measure, cell, suppressed.
"""
