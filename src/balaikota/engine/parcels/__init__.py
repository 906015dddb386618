"""Parcels: cards and papers that lie at a counter until their owner fetches them or a courier brings them.

Law: Perpres 96/2018 pasal 6 (documents reach the resident), UU 27/2022. Words: siap diambil, resi, penerima.
"""
