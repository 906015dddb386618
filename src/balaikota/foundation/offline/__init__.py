"""Offline: what works without a network, and what waits for one.

Words: shell, the public pages a phone keeps; outbox, what was written offline and is sent later; kept paper, a paper
its owner put on this phone. Nothing of this lies in the database: it lies on the phone, and goes when its owner signs out.
"""
