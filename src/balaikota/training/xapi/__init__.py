"""cmi5 while a package plays: its launch, its key, and a record store (xAPI) for that one registration.

Statements that break cmi5's rules are refused when they come, so none has to be voided later (cmi5, 6.3).
"""
