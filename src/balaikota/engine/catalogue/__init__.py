"""Catalogue: the city's public services (layanan) and their editions. A published service file never changes.

Words: service, edition, life event. Standar pelayanan: UU 25/2009, PermenPANRB 15/2014.
"""
