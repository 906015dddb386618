"""Records: changed data elements, a NIK the centre does not find, documents lost in a disaster.

Law: Permendagri 108/2019 pasal 15 (elements), 95/2019 (SIAK), 96/2019 (penduduk rentan). Words: elemen data,
konsolidasi NIK, penduduk rentan, cetak ulang.
"""
