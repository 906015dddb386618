"""Programmes: cohorts with a quota, criteria published before anybody applies, a waiting list that moves by itself.

Law: none; a city's own, dated. Words: cohort, criterion, application, tool.
"""
