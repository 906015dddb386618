"""Open data: what the city says to programs: its services for search engines (schema.org), the catalogue for other
governments (CPSV-AP 3.2.0), and each form as a JSON Schema. Only reads, only what is public, nothing about a person.

Words: open data, part of a page, form schema. UU 14/2008 pasal 9, Perpres 39/2019 (Satu Data Indonesia).
"""
