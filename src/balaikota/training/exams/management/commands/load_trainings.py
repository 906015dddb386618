"""`balaikota load_trainings`: the product's courses and their question banks; what stands stays."""

from typing import Any

from django.core.management.base import BaseCommand

from balaikota.training.courses import actions as courses
from balaikota.training.exams import actions as exams


class Command(BaseCommand):
    help = "Load the courses of this house and their question banks."

    def handle(self, *args: Any, **options: Any) -> None:
        added, questions = courses.load_courses(), exams.load_bank()
        self.stdout.write(f"{added} course(s), {questions} question(s) added")
