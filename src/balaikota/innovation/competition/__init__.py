"""KIPP, the ministry's competition of public service innovation (portal SINOVIK): a second scheme beside the index.

Law: PermenPANRB 7/2021. Words: naskah (the text sent in), kelompok (group), bagian (section).
"""
