"""E-mail, through Django's mail settings."""

from django.conf import settings
from django.core.mail import EmailMessage

from balaikota.foundation.notifications.contract import Channel
from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person


class Mail(Channel):
    """The message as plain text to a confirmed address."""

    name = "email"

    def address_of(self, person: Person) -> str:
        return person.email or ""

    def send(self, delivery: Delivery) -> None:
        message = delivery.message
        link = f"\n\n{settings.ADDRESS}{message.url}" if message.url else ""
        # The same id on every try: a mail server that already took the message can drop the repeat.
        headers = {"Message-ID": f"<delivery-{delivery.pk}@balaikota.invalid>"}
        EmailMessage(
            subject=message.subject, body=f"{message.body}{link}\n", to=[delivery.address], headers=headers
        ).send()
