"""Clinics: one coach and several businesses around one subject, in one place, on one day.

Law: none. Words: clinic, seat, came.
"""
