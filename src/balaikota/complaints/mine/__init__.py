"""Mine: what a resident reported or joined: their list, their part of "Rumah saya", and what they take home.

Law: UU 27/2022 (a copy of one's own data). Words: part, pack.
"""
