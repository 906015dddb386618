"""Search: one index over everything the city publishes; rooms bring their entries, the portal asks.

Words: entry, source, lexicon, pin. Nothing personal and nothing private is ever brought here.
"""
