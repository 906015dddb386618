"""Badges: each standing certificate as a credential that programs verify (Open Badges 3.0, W3C VC 2.0).

The signed paper stays the legal document; the badge follows it and falls with it. Words: badge (lencana digital),
credential (kredensial), status list (daftar status), key (kunci penerbit).
"""
