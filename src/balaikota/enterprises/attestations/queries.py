"""What a letter about a business says, and the letters there are."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.attestations import rules
from balaikota.enterprises.ladder import queries as ladder
from balaikota.enterprises.ladder.models import Ending
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.documents import methods as papers
from balaikota.foundation.documents import queries as documents
from balaikota.foundation.people.models import Person

CERTIFICATE, RECOMMENDATION = "sertifikat-pembinaan", "rekomendasi-usaha"
KINDS = (CERTIFICATE, RECOMMENDATION)


def let_in(person: Person, enterprise_id: str) -> bool:
    """Who opens such a letter besides its subject: other owners, and the officers."""
    return register.visible_to(person).filter(pk=enterprise_id).exists()


def climbed(enterprise: Enterprise) -> list[dict[str, Any]]:
    """The stages that were passed, with the day and what showed each."""
    rows = [each for each in ladder.named(ladder.stays(enterprise)) if each[0].ending == Ending.PASSED]
    return [
        {
            "name": name,
            "date": papers.on_paper(timezone.localdate(stay.left_at)),
            "shown": [f"{each['test']}: {each['shown']}" for each in stay.shown],
        }
        for stay, name in rows
    ]


def known(enterprise: Enterprise) -> dict[str, str]:
    """What both letters say of the business."""
    owners = ", ".join(enterprise.owners.filter(until_on=None).order_by("id").values_list("name", flat=True))
    kbli = str(enterprise.kbli) if enterprise.kbli else "–"
    return {"name": enterprise.name, "number": enterprise.number, "owner": owners, "kbli": kbli}


def recommended(enterprise: Enterprise, purpose: str) -> dict[str, str]:
    """The register's word on the day of the letter."""
    said, step = register.latest_condition(enterprise), ladder.next_step(enterprise)
    size = _("%(size)s (%(law)s)") % {"size": said.size, "law": said.size_law} if said and said.size else "–"
    year = timezone.localdate().year
    return known(enterprise) | {
        "nib": enterprise.nib or "–",
        "size": size,
        "coaching": step[0].name if step else _("tidak sedang dibina"),
        "purpose": purpose,
        "until": f"31 Desember {year}",
    }


def page_of(enterprise: Enterprise, viewer: Person) -> dict[str, Any]:
    letters = documents.letters_about(enterprise).filter(kind__in=KINDS)
    owns = register.owns(viewer, enterprise)
    return {
        "enterprise": enterprise, "letters": letters.order_by("-requested_at"),
        "may_issue": rules.may_issue(viewer, owns=owns), "climbed": climbed(enterprise),
    }  # fmt: skip
