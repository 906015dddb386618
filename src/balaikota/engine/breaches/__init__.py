"""Breaches: failures to protect personal data, and who is told of them within 3 x 24 hours (UU 27/2022 pasal 46).

Words: breach (kegagalan pelindungan data pribadi), concerned (whose data it was), notice.
"""
