"""Catalogue: the city's public services (layanan) and their editions: service files that never change once published.

Words: service, edition, life event. Standar pelayanan: UU 25/2009, PermenPANRB 15/2014.
"""
