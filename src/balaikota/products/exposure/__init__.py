"""Exposure: the order in which sellers of the catalogue are shown, which rotates, and how often each was seen.

Words: circle, point, round, turn, shelf, offset. Nothing is kept about who looked.
"""
