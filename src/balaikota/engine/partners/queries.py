"""Reading partners, what they may do, and what they sent."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue.models import Service
from balaikota.engine.partners import contract, methods, rules
from balaikota.engine.partners.methods import Application
from balaikota.engine.partners.models import Act, Consent, Partner, Scope, Submission, Token
from balaikota.engine.questions import queries as questions
from balaikota.engine.questions.methods import View
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

FILE = ("case__edition__definition", "case__edition__source")
NEWEST = 50


def address(path: str = "") -> str:
    """An address of this city hall as the outside world writes it."""
    return str(settings.ADDRESS).rstrip("/") + path


# --- partners -------------------------------------------------------------------------------------


def partners(viewer: Person) -> QuerySet[Partner]:
    """Every partner by name, for the operator; for others there are none, and the page does not exist."""
    found(viewer if rules.may_manage(viewer) else None)
    now = timezone.now()
    live = Token.objects.filter(partner=OuterRef("pk"), revoked_at=None, until_at__gt=now)
    return Partner.objects.annotate(has_token=Exists(live)).order_by("name")


def partner(slug: str, *, viewer: Person) -> Partner:
    return found(partners(viewer).filter(slug=slug).first())


def known_partner(slug: str) -> Partner | None:
    return Partner.objects.filter(slug=slug).first()


def locked(partner: Partner) -> Partner:
    return Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)


def partner_page(partner: Partner) -> dict[str, Any]:
    """What the operator sees of one partner. What was sent is told without whose it is."""
    sent = Submission.objects.filter(partner=partner, case__isnull=False).order_by("-id")
    names = ("at", "case__number", "case__edition__service__name")
    return {
        "tokens": Token.objects.filter(partner=partner).select_related("made_by").order_by("-made_at")[:20],
        "scopes": [(row, "; ".join(str(Act(act).label) for act in row.acts)) for row in scopes(partner)],
        "sent": list(sent.values(*names)[:10]),
        "panels": contract.panels(partner),
    }


def token(secret: str) -> Token | None:
    """The token of this secret, whether it still opens anything or not."""
    return Token.objects.select_related("partner").filter(index=blind_index("partner-token", secret)).first()


def token_of(partner: Partner, id: int) -> Token:
    return found(Token.objects.select_related("partner").filter(partner=partner, pk=id).first())


def scopes(partner: Partner) -> QuerySet[Scope]:
    """What this partner may do, service by service."""
    rows = Scope.objects.filter(partner=partner).select_related("service", "partner")
    return rows.order_by("service__name")


def scope(partner: Partner, service: Service) -> Scope | None:
    return scopes(partner).filter(service=service).first()


def scope_of(partner: Partner, id: int) -> Scope:
    return found(scopes(partner).filter(pk=id).first())


# --- consent --------------------------------------------------------------------------------------


def consent_index(code: str) -> str:
    return blind_index("partner-consent", methods.as_typed_code(code))


def consent_by_code(partner: Partner, code: str) -> Consent | None:
    """The consent given to this partner under this code, locked until the transaction ends."""
    rows = Consent.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "service")
    return rows.filter(partner=partner, index=consent_index(code)).first()


def is_used(consent: Consent) -> bool:
    return Submission.objects.filter(consent=consent).exists()


def locked_consent(consent: Consent) -> Consent:
    return (
        Consent.objects.select_for_update(no_key=True, of=("self",))
        .select_related("partner")
        .get(pk=consent.pk)
    )


def consents(viewer: Person) -> list[Consent]:
    """What the viewer has allowed, newest first, each with the case it led to."""
    rows = Consent.objects.filter(person=viewer).select_related("partner", "service", "submission__case")
    return list(rows.defer(*(f"submission__case__{name}" for name in ("answers", "facts")))[:NEWEST])


def consent(id: str, *, viewer: Person) -> Consent:
    return found(Consent.objects.filter(person=viewer, pk=id).first())


def offers() -> list[Scope]:
    """What a resident can allow today: open services for which a running partner may apply."""
    rows = Scope.objects.filter(acts__contains=[Act.SUBMIT], partner__is_suspended=False)
    rows = rows.filter(service__is_open=True, service__is_public=True).select_related("partner", "service")
    return list(rows.order_by("partner__name", "service__name"))


# --- what is said to a partner's program ----------------------------------------------------------


def faults(view: View, sent: Application, person: Person) -> dict[str, list[str]]:
    """Why these answers cannot be submitted, by the question's name: the form's own sentences and no others."""
    found = {name or "answers": said for name, said in case_methods.obstacles(view).items()}
    asked = {question.name: question for question in view.definition.asked if question.kind != "note"}
    for name in sent.answers.keys() - asked.keys():
        found.setdefault(name, []).append(_("Isian ini tidak ada pada formulir."))
    for name, sentence in _file_faults(view, person):
        found.setdefault(name, []).append(sentence)
    for name, label in case_methods.declarations(view):
        if name not in sent.declared:
            found.setdefault("declared", []).append(f"{name}: {label}")
    return found


def _file_faults(view: View, person: Person) -> Iterator[tuple[str, str]]:
    for question in view.definition.asked:
        ids = view.values.get(question.name) or []
        if question.kind != "file" or not ids:
            continue
        if len(questions.own_files(list(ids), set(), person)) != len(ids):
            yield question.name, _("Berkas ini tidak ada. Unggah dahulu di /api/v1/berkas.")
        elif not all(questions.is_accepted(question, file.content_type) for file in questions.stored(ids)):
            yield question.name, _("Unggah berkas %s.") % ", ".join(one.upper() for one in question.accept)


def _theirs(partner: Partner) -> QuerySet[Submission]:
    """What this partner applied for and may still look at: the service is in its scope, the consent stands."""
    may = Scope.objects.filter(
        partner=partner, service=OuterRef("consent__service"), acts__contains=[Act.READ]
    )
    standing = Q(consent__revoked_at=None, case__isnull=False) & Q(Exists(may))
    return Submission.objects.filter(standing, partner=partner)


def submission(partner: Partner, number: str) -> Submission:
    """One case of this partner's; any other, and one whose consent was taken back, does not exist for it."""
    rows = _theirs(partner).select_related("consent__person", "consent__service", "case__applicant")
    rows = rows.select_related("partner", "case__edition__service").defer(*FILE)
    return found(rows.filter(case__number=number).first())


def partner_of(case: Case) -> Partner | None:
    """Who applied for this case and may still look at it."""
    row = Submission.objects.filter(case=case).select_related("partner").first()
    return row.partner if row and _theirs(row.partner).filter(pk=row.pk).exists() else None


def sent_case(submission: Submission) -> dict[str, Any]:
    """The state of a case as a program reads it. Nothing in it is about a person."""
    return _told(Submission.objects.filter(pk=submission.pk).values(*_NAMES)[0])


def sent_cases(partner: Partner, *, before: int | None, most: int) -> tuple[list[dict[str, Any]], int | None]:
    """This partner's cases, newest first, and where the next page begins."""
    rows = _theirs(partner).order_by("-id")
    rows = rows.filter(pk__lt=before) if before else rows
    page = list(rows.values("id", *_NAMES)[: most + 1])
    return [_told(row) for row in page[:most]], page[most - 1]["id"] if len(page) > most else None


_NAMES = [f"case__{name}" for name in (*cases.TOLD, "edition__service__slug")]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """One case in the words the pages use too (`cases.methods.told`)."""
    said = case_methods.told({name.removeprefix("case__"): value for name, value in row.items()})
    return {
        "number": said["number"],
        "service": said["edition__service__slug"],
        "state": said["state"],
        "step": said["step_label"],
        "submitted_at": said["submitted_at"],
        "due_at": said["due_at"],
        "closed_at": said["closed_at"],
        "outcome": said["outcome"],
    }


def answers(submission: Submission) -> dict[str, Any]:
    """What the case holds about people: only with the scope for it and the person's own word."""
    consent, case = submission.consent, submission.case
    may = consent is not None and rules.may_read_answers(consent, scope(submission.partner, consent.service))
    whole: Case = found(case if may else None)
    return {"number": whole.number, "answers": whole.answers, "reason": whole.reason}
