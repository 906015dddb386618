"""Complaints: pengaduan that end in a fix; a floor of rooms (decision 0024).

Law: UU 25/2009, Perpres 76/2013, PermenPANRB 62/2018 (SP4N).
"""
