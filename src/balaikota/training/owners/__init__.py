"""Owners: people with a business in classes made for them (clinics), what stands in the record of their business, and
what its own figures say before and after. Being there proves no stage of the coaching ladder.

Words: owner, the person who comes; Attended, a line in a business's record; Change, its sales before and after.
"""
