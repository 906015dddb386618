"""Innovation: from an idea to a proven effect. PP 38/2017 (inovasi daerah), and the yearly index of BSKDN.

A floor of rooms (decision 0033): `series`, `panels` and `donors` compute, `evidence` plans and measures, `ideas` hears,
`life` keeps an innovation from its proposal to its end, `index` scores, `library` spreads.
"""
