"""E-mail, through Django's mail settings; WhatsApp, through Meta's Cloud API.

The Cloud API: POST /{version}/{phone-number-id}/messages with a bearer token and a template message; the answer
names the message (`messages[0].id`), a fault has a code (`error.code`). Public reference:
https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
Written from it; no real account has confirmed it yet.
"""

import json
import smtplib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.notifications.contract import Channel
from balaikota.foundation.notifications.models import Delivery
from balaikota.foundation.people.models import Person
from balaikota.kit import outbound
from balaikota.kit.outbound import Away, NotTaken, Unsure


class Mail(Channel):
    """The message as plain text to a confirmed address."""

    name, label = "email", _("Email")

    def address_of(self, person: Person) -> str:
        return person.email or ""

    def send(self, delivery: Delivery) -> None:
        message = delivery.message
        link = f"\n\n{settings.ADDRESS}{message.url}" if message.url else ""
        # The same id on every try: a mail server that already took the message can drop the repeat.
        headers = {"Message-ID": f"<delivery-{delivery.pk}@balaikota.invalid>"}
        letter = EmailMessage(
            subject=message.subject, body=f"{message.body}{link}\n", to=[delivery.address], headers=headers
        )
        try:
            letter.send()
        except OSError as fault:  # smtplib's are too
            if _is_away(fault):
                raise Away from fault
            raise


def _is_away(fault: OSError) -> bool:
    """Was there no way to the mail server, or does it take no letter of anybody (RFC 5321, 4.2.3: 421)?"""
    if isinstance(fault, smtplib.SMTPConnectError | smtplib.SMTPHeloError | smtplib.SMTPAuthenticationError):
        return True
    if isinstance(fault, smtplib.SMTPResponseException):
        return fault.smtp_code == 421
    return not isinstance(fault, smtplib.SMTPRecipientsRefused)


#: Codes by which Meta says that it took nothing: busy or down; our token or account is not in order.
BUSY = {2, 4, 80007, 130429, 131016, 131048, 131056, 133016}
NOT_IN_ORDER = {0, 3, 10, 190, 131005, 131031, 131042, 133010, *range(200, 300)}
#: "Unknown error" and "something went wrong": it may have been taken.
UNKNOWN = {1, 131000}


@dataclass(frozen=True)
class Account:
    """The city's WhatsApp account: the address of its messages, its token, its approved template."""

    url: str
    token: str
    template: str
    seconds: float = 10


def tell(account: Account, to: str, link: str) -> None:
    """Send the approved template once. It holds a link and nothing else: what happened is read in the city hall.

    Raises `NotTaken`, or `Unsure` when the message left and no clear answer came.
    """
    headers = {"Authorization": f"Bearer {account.token}", "Content-Type": "application/json"}
    way = outbound.Way(seconds=account.seconds, inside=_is_here(account.url), plain=_is_here(account.url))
    try:
        answer = outbound.post(account.url, json.dumps(_template(account, to, link)).encode(), headers, way)
    except outbound.Unreached as fault:
        raise (Unsure(fault.why) if fault.was_sent else NotTaken(fault.why)) from None
    _judge(answer)


def _template(account: Account, to: str, link: str) -> dict[str, Any]:
    body = {"type": "body", "parameters": [{"type": "text", "text": link}]}
    template = {"name": account.template, "language": {"code": "id"}, "components": [body]}
    said = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": to.removeprefix("+")}
    return {**said, "type": "template", "template": template}


def _judge(answer: outbound.Answer) -> None:
    """Silent when the message was taken."""
    try:
        said = json.loads(answer.body)
    except ValueError:
        said = None
    said = said if isinstance(said, dict) else {}
    if answer.status == 200 and _names_a_message(said):
        return
    fault = said.get("error")
    code = fault.get("code") if isinstance(fault, dict) else None
    if type(code) is not int:
        # A refusal at the door took nothing; anything else without a code of Meta's is not theirs to explain.
        if answer.status in (401, 403, 404, 429):
            raise NotTaken(f"http_{answer.status}")
        raise Unsure("wrong_answer" if answer.status == 200 else f"http_{answer.status}")
    if code in UNKNOWN:
        raise Unsure(f"code_{code}")
    raise NotTaken(f"code_{code}", is_final=code not in BUSY | NOT_IN_ORDER)


def _names_a_message(said: dict[str, Any]) -> bool:
    match said:
        case {"messages": [{"id": str(id_)}, *_]}:
            return bool(id_)
    return False


def _is_here(url: str) -> bool:
    """A recorded system on this very machine, for tests and rehearsals."""
    return url.startswith(("http://127.0.0.1:", "http://localhost:"))
