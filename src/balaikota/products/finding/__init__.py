"""Finding: the e-Katalog as buyers walk through it: categories, search, what is near, and what to do when nothing is found.

No tables of its own: it reads the cards. Words: shelf, sieve.
"""
