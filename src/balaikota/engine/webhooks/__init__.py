"""Webhooks: what happens to a partner's cases is told to its server, signed, in order to be believed, and repeatable.

Words: subscription (langganan), delivery (kiriman), secret, replay (kirim ulang). Standard Webhooks 1.0.0:
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. docs/decisions/0022.
"""
