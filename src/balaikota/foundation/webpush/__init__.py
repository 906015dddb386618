"""Web push: telling a phone that asked for it, through the push service of its browser (RFC 8030, 8291, 8292).

Words: subscription.
"""
