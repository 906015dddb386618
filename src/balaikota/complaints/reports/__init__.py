"""Reports: what residents find broken, from the photo to the proven repair (pengaduan).

Law: UU 25/2009 pasal 36, Perpres 76/2013, PermenPANRB 62/2018. Words: report, unit, hand over, evidence.
"""
