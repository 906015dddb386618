"""Conditions: the sentences in a service file that hold or do not hold (CEL), and the words they may use.

Pure, without tables. Words: condition, `fakta`, `hari_ini`, `hari_antara`, `umur`, `ada`, `kata`, `panjang`.
"""
