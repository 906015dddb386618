"""Kinerja kota: every figure that the rooms publish, with its definition, owner, date and trend. Words: scorecard, trend."""
