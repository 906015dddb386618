"""Copies: what the city keeps of one application, for the applicant to take home (UU 27/2022 pasal 6, 7 and 13).

Words: salinan berkas. Offered before retention destroys it, and at any time before.
"""
