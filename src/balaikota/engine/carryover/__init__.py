"""Carryover: what a new edition of a service does to the drafts and open cases of the older ones.

Words: rule (finish, carry, confirm), carry, left behind.
"""
