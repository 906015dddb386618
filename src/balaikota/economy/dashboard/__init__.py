"""Ekonomi kota: growth, what drove it, which industries lead; charts with tables, and figures for programs."""
