"""Information: the city's information centre; a floor of rooms (decision 0024).

Law: UU 14/2008 on public information, Permendagri 3/2017.
"""
