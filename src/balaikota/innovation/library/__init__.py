"""The library: what was tried here and elsewhere, taken over by others, and compared across all who took it over.

PP 38/2017 (dissemination). An innovation travels between cities as one open file (JSON) with its evidence.
"""
