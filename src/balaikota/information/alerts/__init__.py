"""Alerts: the disaster banner that goes before the home page, and the emergency numbers that work offline.

Law: UU 24/2007 pasal 46 (early warning is told to the people at once). Words: alert, level, area, listener,
emergency number.
"""
