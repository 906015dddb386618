"""Partners: programs of others that apply and look in a resident's name, through `/api/v1/`, with what they may do.

Words: partner (mitra), token, scope, consent (izin warga), submission. UU 27/2022 pasal 20-22 (consent), Perpres
95/2018 pasal 27 (services of one government spoken to by another). docs/decisions/0022.
"""
