"""Opens this room."""

from django.apps import AppConfig


class Clinics(AppConfig):
    name = "balaikota.enterprises.clinics"
    label = "clinics"
