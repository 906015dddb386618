"""The ladder: which stages a business climbs from idea to scale, what shows that it left one, and where it stands.

Law: none; the ladder is a city's own data, in editions. Words: stage, test, shown, paper, stay, climb.
"""
