"""The JP ledger: what each civil servant has learnt in a year, from certificates and checked outside trainings.

Law: PP 11/2017 as changed by PP 17/2020 pasal 203 (20 JP at least, PNS), PP 49/2018 pasal 40 (24 JP at most, PPPK).
"""
