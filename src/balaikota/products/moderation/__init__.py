"""The officers' desk of the e-Katalog: what waits to be looked at, reasons per field, and taking off the shelf.

What is decided is kept by `listings`, which owns the states. Words: check, reason, suspend.
"""
