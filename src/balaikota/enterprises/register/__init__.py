"""The register of businesses: who owns them, where they work, what they make, how large they are, since when.

Law: UU 20/2008 and PP 7/2021 (size), PP 28/2025 (NIB). Every count is published with its date, source and definition.
"""
