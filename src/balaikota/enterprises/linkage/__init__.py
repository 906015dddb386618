"""Linkage: two records in the register that may be one business, or two businesses of one owner; officers say which.

Scores after Fellegi and Sunter (1969), computed by Splink on DuckDB; the same settings run on Spark for a province.
Words: pair (two businesses that may be one), kept and gone (what is left after a merge), sepemilik (the same owner,
another business).
"""
