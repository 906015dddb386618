"""Audit: what happened, and who looked at whose data and why (UU 27/2022). Words: event, link, tree head.

Every action and every read of personal data is one event. Events are never changed; at commit each is
linked to the one before it by a hash, so that a change behind the city's back shows.
"""
