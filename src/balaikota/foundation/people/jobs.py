"""Letters about signing in leave the building here."""

from django.core.mail import send_mail
from procrastinate.contrib.django import app

from balaikota.foundation.people import queries
from balaikota.kit.reactions import PATIENCE


def send_letter(ref: str, sealed: str) -> None:
    """Send one letter. It may go out twice; the code in it is the same."""
    letter = queries.opened_letter(ref, sealed)
    send_mail(letter["subject"], letter["text"], None, [letter["to"]])


app.task(name="balaikota.foundation.people.jobs.send_letter", queue="letters", retry=PATIENCE)(send_letter)
