"""Opens this room."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "balaikota.economy.accounts"
    label = "accounts"
