"""The demo city: invented people in real kelurahan, and their applications, all marked as sample.

Filled through the rooms' own actions, so that what is shown was really possible; only dates are moved back
afterwards. Deterministic: the same code fills the same city. NIK and nomor KK use serials nobody holds.
"""
