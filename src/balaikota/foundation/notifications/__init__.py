"""Notifications: telling people what happened, by an outbox: in the app, by e-mail, and by what plugs in.

Words: message, delivery, channel, letter (a text template per event).
"""
