"""Agenda: what happens when and where in the city, also as a calendar to subscribe to (RFC 5545).

Words: happening.
"""
