"""What a photo of a product shows: is it sharp, is its ground still, where does its square lie. Pure Pillow, no tables.

It advises sellers and never refuses. Words: hint, what could be better; crop, where the square begins.
"""
