"""Balaikota: the digital city hall."""
