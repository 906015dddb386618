"""Certificates: who has passed by the rule of their curriculum, and the paper that says so (STTP).

Issued once; replaced or revoked with a reason, never edited. Words: result (hasil), certificate (sertifikat).
"""
