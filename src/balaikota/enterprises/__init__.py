"""Enterprises: the city's micro, small and medium businesses (UMKM) and their coaching; a floor of rooms.

Law: UU 20/2008, PP 7/2021, PP 28/2025. Facts with their sources lie in the rooms' `data` folders.
"""
