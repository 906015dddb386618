"""Rows that are shown, drawn and taken away: the same in every form. Words: chart, column."""
