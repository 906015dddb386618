"""Pengawasan: what the auditor reads of the trail (jejak). Who opened residents' data, how often, when and what for.

A look (pembukaan) is an event by which somebody saw another person's data. The auditor sees officers and the purposes they
gave, and of each resident no more than a short mark that tells one from another (UU 27/2022 pasal 16: no more than needed).
"""
