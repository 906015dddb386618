"""Retention: how long the papers of a closed application are kept, and how they are destroyed with proof.

Law: UU 43/2009 (kearsipan), PP 28/2012, UU 27/2022 pasal 42 to 45 (pelindungan data pribadi), Perka ANRI 25/2012.
Words: JRA (jadwal retensi arsip), masa aktif, masa inaktif, musnah, permanen, usul musnah, berita acara pemusnahan.
Registers (akta, KK, perpindahan) are kept for good: their rooms say so through `contract.kept`.
"""
