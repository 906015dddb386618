"""Figures: complaints as the city sees them: the list, the map, and what each unit mended in time.

Law: UU 14/2008 (public information). Words: fixed, within the clock, shade.
"""
