"""Publishing editions, closing and opening services."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.catalogue import queries, rules
from balaikota.engine.catalogue.models import Edition, Rule, Service
from balaikota.engine.questions.contract import ServiceFileError, parse
from balaikota.engine.questions.models import Definition
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.kit.errors import require

__all__ = ["ServiceFileError", "close_service", "load_services", "open_service", "publish"]


@transaction.atomic
def publish(
    toml_text: str,
    *,
    by: Person | None = None,
    drafts: Rule | str = Rule.FINISH,
    cases: Rule | str = Rule.FINISH,
) -> Edition:
    """Put a service file in force as a new edition; the text that is in force already stays the one it is.

    Without `by` it is the installation itself that brings its files. `drafts` and `cases` say what happens to
    those begun under an older edition; `carryover` does it.
    """
    require(by is None or rules.may_publish(by), _("Hanya pengelola sistem yang dapat menerbitkan layanan."))
    definition = parse(toml_text)
    checksum = hashlib.sha256(toml_text.encode()).hexdigest()
    service = _service(definition)
    last = queries.newest_edition(service)
    if last is not None and last.checksum == checksum:
        return last
    _walk_examples(toml_text, checksum)
    _describe(service, definition)
    edition = Edition.objects.create(
        service=service,
        number=last.number + 1 if last else 1,
        definition=definition.to_json(),
        source=toml_text,
        checksum=checksum,
        drafts_rule=Rule(drafts),
        cases_rule=Rule(cases),
    )
    audit.record(
        "catalogue.published",
        edition,
        by=by,
        service=service.slug,
        number=edition.number,
        drafts=edition.drafts_rule,
        cases=edition.cases_rule,
    )
    return edition


_walked: set[tuple[str, date]] = set()


def _walk_examples(toml_text: str, checksum: str) -> None:
    """No edition while one of its own examples comes out otherwise. Once a day and process is enough."""
    today = timezone.localdate()
    if (checksum, today) in _walked:
        return
    if faults := queries.examined(toml_text).faults:
        raise ServiceFileError(faults)
    _walked.add((checksum, today))


def _service(definition: Definition) -> Service:
    """The row of this service, locked; a new one when the city did not offer it before."""
    try:
        desk = organisations.desk(definition.desk)
    except Desk.DoesNotExist:
        raise ServiceFileError([_("Meja “%s” belum ada di kota ini.") % definition.desk]) from None
    named = {step.desk for step in definition.steps if step.desk}
    if unknown := named - organisations.codes().desks if named else set():
        raise ServiceFileError([_("Meja “%s” belum ada di kota ini.") % code for code in sorted(unknown)])
    first = {"name": definition.name, "summary": definition.summary, "desk": desk}
    service, _is_new = Service.objects.get_or_create(slug=definition.code, defaults=first)
    service = queries.locked(service)
    service.desk = desk
    return service


def _describe(service: Service, definition: Definition) -> None:
    service.name, service.summary = definition.name, definition.summary
    service.life_events, service.keywords = list(definition.life_events), list(definition.keywords)
    service.is_public = definition.public
    service.save(update_fields=["name", "summary", "desk", "life_events", "keywords", "is_public"])
    if service.is_public:
        search.put(queries.entry(service))
    else:
        search.drop(queries.Services.kind, service.slug)


def load_services(*, skip_faults: list[str] | None = None) -> list[Edition]:
    """Publish every `services/*.toml` of the house; answers with the editions in force.

    A faulty file does not keep the others out: its sentences go to `skip_faults`, or are raised at the end.
    """
    faults: list[str] = [] if skip_faults is None else skip_faults
    editions = []
    for file in queries.service_files():
        try:
            editions.append(publish(queries.service_text(file)))
        except ServiceFileError as error:
            faults += [f"{file.name}: {fault}" for fault in error.faults]
    if faults and skip_faults is None:
        raise ServiceFileError(faults)
    return editions


@transaction.atomic
def close_service(service: Service, reason: str, by: Person) -> None:
    """Take no new applications, and say why; those under way go on."""
    service = queries.locked(service)
    require(
        rules.may_close(by, service),
        _("Hanya kepala dinas atau pengelola sistem yang dapat menutup layanan."),
    )
    require(bool(reason.strip()), _("Tuliskan alasan layanan ditutup; warga akan membacanya."), status=422)
    service.is_open, service.closed_reason = False, reason.strip()[:300]
    service.save(update_fields=["is_open", "closed_reason"])
    audit.record("catalogue.closed", service, by=by, service=service.slug)


@transaction.atomic
def open_service(service: Service, *, by: Person) -> None:
    """Take applications again."""
    service = queries.locked(service)
    require(
        rules.may_close(by, service),
        _("Hanya kepala dinas atau pengelola sistem yang dapat membuka layanan."),
    )
    service.is_open, service.closed_reason = True, ""
    service.save(update_fields=["is_open", "closed_reason"])
    audit.record("catalogue.opened_again", service, by=by, service=service.slug)
