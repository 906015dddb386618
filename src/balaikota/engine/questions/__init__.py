"""Questions: a form is a list of questions; their kinds, conditions (CEL) and clean values. No tables.

Words: question, kind, page, condition, finding (block, warn, offer, info), form code (F-2.01).
"""
