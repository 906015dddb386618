"""Civil servants: whether somebody is PNS or PPPK, their NIP and rank, as far as training needs them.

Law: UU 20/2023. Who holds which post is known to `organisations`; this room adds what a certificate states.
"""
