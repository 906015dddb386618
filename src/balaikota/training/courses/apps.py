"""Opens this room."""

from django.apps import AppConfig


class Courses(AppConfig):
    name = "balaikota.training.courses"
    label = "courses"
