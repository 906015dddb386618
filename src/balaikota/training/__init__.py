"""Training: what the city's civil servants learn, from curriculum to certificate and JP; a floor of rooms.

Law: UU 20/2023 pasal 49, PP 11/2017 as changed by PP 17/2020, PP 49/2018. Facts lie in the rooms' `data` folders.
"""
