"""Rubrics: criteria with points and descriptors, and marks that two people give by them without seeing each other's.

A rubric is data: `[{criterion, weight, levels}]`, the levels from the poorest to the best. Action projects are marked by
that of the curriculum, assignments by one of their own. Words: rubrik, kriteria, tingkat, penguji.
"""
