"""Reading badges, their lists and keys."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.documents.contract import Annex
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found
from balaikota.training.badges import methods
from balaikota.training.badges.models import Badge, Key, StatusList
from balaikota.training.certificates import queries as certificates
from balaikota.training.certificates.models import Certificate
from balaikota.training.classes import queries as classes
from balaikota.training.courses import methods as jp
from balaikota.training.courses import queries as courses
from balaikota.training.courses.models import Version

if TYPE_CHECKING:
    from balaikota.foundation.documents.models import Letter
    from balaikota.foundation.people.models import Person
    from balaikota.training.classes.contract import Offer
    from balaikota.training.classes.models import Cohort

#: A list is signed anew after a day, and believed for a week: an older copy is refused by whoever verifies.
RENEWED, BELIEVED = timedelta(days=1), timedelta(days=7)


def badge(badge_id: uuid.UUID) -> Badge:
    """For everybody who has its address."""
    rows = Badge.objects.select_related(
        "certificate__enrolment__cohort__version__course", "certificate__letter"
    )
    return found(rows.filter(pk=badge_id).first())


def badge_of(certificate: Certificate) -> Badge | None:
    return Badge.objects.filter(certificate=certificate).first()


def status_list(number: int) -> StatusList:
    return found(StatusList.objects.filter(number=number, signed_at__isnull=False).first())


def keys() -> list[tuple[str, dict[str, str]]]:
    """Every public key by name, the newest first: it signs today."""
    return list(Key.objects.order_by("-made_at", "-pk").values_list("kid", "public"))


def newest_key() -> Key | None:
    return Key.objects.order_by("-made_at", "-pk").first()


def key_named(kid: str) -> Key:
    return Key.objects.get(kid=kid)


def has_badge(event_id: int) -> bool:
    """Of the certificate an event is about."""
    return Badge.objects.filter(certificate_id=audit.event(event_id).about_id).exists()


def waiting() -> QuerySet[Certificate]:
    """Certificates that stand and have none yet, the oldest first."""
    rows = certificates.all_standing().exclude(Exists(Badge.objects.filter(certificate=OuterRef("pk"))))
    return rows.order_by("issued_at")


def taken_places(row: StatusList) -> set[int]:
    return set(Badge.objects.filter(status_list=row).values_list("place", flat=True))


def fallen() -> list[Badge]:
    """Badges that stand, of certificates that do not; of two jobs at once the second finds none left."""
    rows = Badge.objects.filter(revoked_at=None, certificate__stands=False).select_related("status_list")
    return list(rows.select_for_update(no_key=True, of=("self",)))


def stale_lists(at: datetime) -> list[StatusList]:
    rows = StatusList.objects.order_by("number")
    return [row for row in rows if row.signed_at is None or row.signed_at < at - RENEWED]


def revoked_places(row: StatusList) -> list[int]:
    rows = Badge.objects.filter(status_list=row, revoked_at__isnull=False)
    return list(rows.order_by("place").values_list("place", flat=True))


# --- what stands in a credential ------------------------------------------------------------------

#: Of a credential and of what it points to, whoever asks: that of its course.
LANGUAGE = "id"


def here(path: str = "") -> str:
    return str(settings.ADDRESS).rstrip("/") + path


def did(host: str) -> str:
    """The issuer's name where it is asked: a city that has moved answers at its earlier address for what it signed there."""
    if not StatusList.objects.filter(address__endswith=f"//{host}").exists():
        return issuer().did
    return methods.did(f"//{host}")


def issuer() -> methods.Issuer:
    """The city, as it is called today."""
    with translation.override(LANGUAGE):
        name = _("Pemerintah %(city)s") % {"city": regions.city().name}
    return methods.Issuer(methods.did(settings.ADDRESS), here(reverse("badges:issuer")), name)


def course(version: Version) -> methods.Course:
    """What a version of a curriculum asks of whoever passes."""
    with translation.override(LANGUAGE):
        criteria = _("Hadir sedikitnya %(there)d%%, nilai tes akhir sedikitnya %(mark)d dari 100.") % {
            "there": version.attendance_min, "mark": version.pass_mark,
        }  # fmt: skip
    code, number = version.course.code, version.number
    return methods.Course(
        here(reverse("badges:achievement", args=[code, number])), f"{code}-v{number}", version.course.name,
        version.about, criteria, float(courses.jp(version)),
    )  # fmt: skip


def version(code: str, number: int) -> Version:
    rows = courses.versions(courses.course(code))
    return found(rows.filter(number=number).first())


@dataclass(frozen=True)
class Held:
    """What all badges of a class share, read once."""

    issuer: methods.Issuer
    course: methods.Course
    began_at: datetime | None
    ended_at: datetime | None


def held(cohort: "Cohort") -> Held:
    sessions = classes.held(cohort)
    return Held(
        issuer(), course(cohort.version),
        min((each.starts_at for each in sessions), default=None),
        max((each.ends_at for each in sessions), default=None),
    )  # fmt: skip


def facts(certificate: Certificate, alike: Held, url: str, row: StatusList, place: int) -> methods.Facts:
    """Everything a credential says, dated by what happened and never by the day it is asked for."""
    person = certificate.enrolment.person
    identities = [methods.identity("name", certificate.name)]
    if person.email:
        identities.append(methods.identity("emailAddress", person.email.lower()))
    return methods.Facts(
        url=url, issuer=alike.issuer, course=alike.course, identities=identities,
        earned=float(jp.shown(certificate.minutes)), began_at=alike.began_at, ended_at=alike.ended_at,
        awarded_at=certificate.result.decided_at, valid_from=certificate.issued_at,
        list_url=here(row.get_absolute_url()), place=place,
        number=certificate.letter.number_text if certificate.letter else "",
    )  # fmt: skip


# --- where a badge is offered ---------------------------------------------------------------------


def offers(cohort: "Cohort", person: "Person") -> "list[Offer]":
    """For a participant: their badge, while it stands."""
    rows = Badge.objects.filter(
        certificate__enrolment__cohort=cohort, certificate__enrolment__person=person, revoked_at=None
    )
    row = rows.first()
    note = _("untuk dompet digital dan CV; siapa pun dapat memeriksanya")
    return [(_("Lencana digital (Open Badges 3.0)"), row.get_absolute_url(), note)] if row else []


def beside_the_paper(letter: "Letter") -> list[Annex]:
    """For whoever verifies the paper: the same achievement for programs."""
    row = Badge.objects.filter(certificate__letter=letter).first()
    return [Annex(_("Lencana digital dari sertifikat ini"), row.get_absolute_url())] if row else []


def told(row: Badge) -> dict[str, Any]:
    """What the public page shows, read from the credential itself."""
    said = methods.payload_of(row.token)
    subject = said["credentialSubject"]
    return {
        "achievement": subject["achievement"],
        "earned": subject["creditsEarned"],
        "issuer": said["issuer"],
        "status": said["credentialStatus"],
        "ended_on": row.certificate.ended_on,
    }
