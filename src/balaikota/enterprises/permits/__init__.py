"""Permits: what each product needs, by dated rules; which numbers a business has; and when they end.

Law: named beside each rule in `data/`. The rules advise, the officer decides. Words: need, a permit asked of a product;
verdict, what an officer decided about a need; permit, a number somebody told us of, believed once an officer saw it.
"""
