"""Notifications: telling people what happened, by an outbox: in the app and by e-mail; other channels plug in.

Words: message, delivery, channel, letter (a text template per event).
"""
