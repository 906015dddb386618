"""Regions: province, kabupaten/kota, kecamatan, kelurahan, by Kemendagri code (Kepmendagri 300.2.2-2138).

Data in `regions/data/` with its licences; the city is the setting CITY, never a name in code.
"""
