"""Web push: a person asks one browser to be told, and is; a channel of notifications (RFC 8030, 8291, 8292).

Words: subscription, one browser of one person; VAPID key, by which push services know this city hall.
"""
