"""The life of an innovation: proposed, checked, found fit, tried, measured, adopted or stopped. PP 38/2017.

Words: inovasi, usulan, bentuk, kriteria, inisiator, uji coba, penerapan, tim.
"""
