"""Alerts: the disaster banner that overrides the home page, and the emergency numbers that work offline.

Law: UU 24/2007. Words: alert, emergency number.
"""
