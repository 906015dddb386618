"""Evidence: what an innovation should move, planned and locked before its trial ends, measured on the city's own records.

PP 38/2017 (trial and evaluation); method and limits in `measuring`. Words: plan, outcome, unit, lock, finding.
"""
