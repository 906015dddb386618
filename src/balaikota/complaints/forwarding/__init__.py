"""Forwarding: handing a report that is not this city's to the Open311 server of who answers for it, and asking how it goes.

Law: Perpres 76/2013, PermenPANRB 62/2018 (a complaint is passed to who has the authority). Words: server, relay.
"""
