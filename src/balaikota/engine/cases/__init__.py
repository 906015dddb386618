"""Cases: one person's application (permohonan) for one service, from draft to outcome.

Words: draft, case, step, claim, correction (perbaikan), decision (putusan), receipt, tracking secret.
"""
