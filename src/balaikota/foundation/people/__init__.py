"""People: the human beings the city knows, with or without a login, and their households (Kartu Keluarga).

Words: NIK, nomor KK, assurance (how sure the city is who this is). UU 24/2013, PP 40/2019, UU 27/2022.
"""
