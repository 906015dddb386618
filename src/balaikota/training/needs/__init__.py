"""Need analysis: which competence a post, a person or a whole unit lacks in a year, and how far. Words: kebutuhan,
kesenjangan, mendesak. Law: UU 20/2023 pasal 49 (every ASN keeps learning), LAN 10/2018 (plan, carry out, evaluate; only
its opening was found). The scale of levels is our own. What suggests a subject is asked of the economy and of innovation.
"""
