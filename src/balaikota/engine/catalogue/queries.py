"""Finding services and what is in force for them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.catalogue import contract, methods
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.conditions.methods import condition, day
from balaikota.engine.questions.contract import ServiceFileError, parse
from balaikota.engine.questions.methods import View, evaluate
from balaikota.engine.questions.models import Definition, Example
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.foundation.search.contract import Entry, Source
from balaikota.kit.errors import found
from balaikota.kit.sitemap import Place

#: What the complete example of a service file is called.
BASE = "contoh"


def services(viewer: Person | None = None) -> QuerySet[Service]:
    """What residents may apply for; for staff also what only the city opens at their desks. By name."""
    seen = Q(is_public=True)
    if viewer is not None and viewer.is_authenticated:
        seen |= Q(desk__in=organisations.desks_of(viewer))
    return Service.objects.filter(seen).order_by("name")


def service(slug: str) -> Service:
    return found(Service.objects.select_related("desk__agency").filter(slug=slug).first())


def locked(service: Service) -> Service:
    return Service.objects.select_for_update(no_key=True).get(pk=service.pk)


def edition(id: int) -> Edition | None:
    return Edition.objects.select_related("service").filter(pk=id).first()


def current_edition(service: Service) -> Edition:
    """The edition in force: the last one published."""
    return found(newest_edition(service))


def newest_edition(service: Service) -> Edition | None:
    return Edition.objects.filter(service=service).select_related("service").order_by("-number").first()


def definition(edition: Edition) -> Definition:
    """What an edition says. It never changes, so each is read once per process."""
    return _definition(edition.pk)


@lru_cache(maxsize=512)
def _definition(edition_id: int) -> Definition:
    return Definition.from_json(Edition.objects.values_list("definition", flat=True).get(pk=edition_id))


def in_force() -> dict[int, Definition]:
    """What the edition in force says, by the service's id. One query, and one per edition not yet read."""
    newest = Edition.objects.order_by("service_id", "-number").distinct("service_id")
    return {service: _definition(edition) for service, edition in newest.values_list("service_id", "pk")}


def edition_ids(slug: str) -> list[int]:
    """Every edition of a service, so that its cases are found without a join."""
    return list(Edition.objects.filter(service__slug=slug).order_by("pk").values_list("pk", flat=True))


def checklist(definition: Definition) -> View:
    """The form before anyone has said anything: which papers are always wanted, and which perhaps.

    A paper that is handled in two ways, depending on the person, is named once.
    """
    view = evaluate(definition, {}, {}, timezone.localdate())
    named = {need.label for need in view.documents}
    maybe = {need.label: need for need in reversed(view.documents_maybe) if need.label not in named}
    view.documents_maybe = list(reversed(maybe.values()))
    return view


def by_life_event() -> dict[str, list[Service]]:
    """The public services under each of their life events."""
    groups: dict[str, list[Service]] = {}
    for service in services():
        for event in service.life_events or [""]:
            groups.setdefault(event, []).append(service)
    return groups


class Services(Source):
    """The public services, for the one search box."""

    kind = "service"
    label = gettext_lazy("Layanan")

    def entries(self) -> Iterator[Entry]:
        return (entry(service) for service in services())


def entry(service: Service) -> Entry:
    """A service as it is found: by its name, and by what people call it."""
    return Entry(
        kind=Services.kind,
        key=service.slug,
        url=service.get_absolute_url(),
        title=service.name,
        summary=service.summary,
        words=(*service.keywords, *service.life_events, service.slug.replace("-", " ")),
        weight=1.1,
    )


def places(start: int, stop: int) -> list[Place]:
    """The pages of public services, for the list that search engines read."""
    rows = Service.objects.order_by("pk").annotate(last=Max("editions__published_at"))[start:stop]
    return [Place(service.get_absolute_url(), service.last) for service in rows]


def version() -> str:
    """Changes whenever a service page would look different. One query."""
    rows = Service.objects.order_by("pk").annotate(last=Max("editions__number"))
    return repr(list(rows.values_list("slug", "is_open", "closed_reason", "last")))


def service_files() -> list[Path]:
    """Every `services/*.toml` of the rooms of this house, in the order of the rooms."""
    rooms = (Path(app.path) for app in apps.get_app_configs())
    return [file for room in rooms for file in sorted(room.glob("services/*.toml"))]


def service_text(file: Path) -> str:
    """A service file with its parts (`before`, `after`), as the edition keeps it: whole.

    A part holds questions that many services ask alike; it lies in `parts/` beside the rooms of its floor.
    """
    text = file.read_text(encoding="utf-8")
    around = {side: _parts(file, text, side) for side in ("before", "after")}
    if not any(around.values()):
        return text
    head, tables = methods.split_head(text)
    return "\n".join([head, *around["before"], tables, *around["after"]])


def _parts(file: Path, text: str, side: str) -> list[str]:
    """The parts a file names. A part that is not there, or is no TOML, is named with its own file."""
    texts, faults = [], []
    for name in methods.parts_named(text, side):
        part = file.parents[2] / "parts" / f"{name}.toml"
        try:
            texts.append(part.read_text(encoding="utf-8"))
            tomllib.loads(texts[-1])
        except FileNotFoundError:
            faults.append(_("%(side)s: bagian “%(name)s” tidak ada di parts.") % {"side": side, "name": name})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            faults.append(
                _("parts/%(file)s bukan TOML yang benar: %(fault)s.") % {"file": part.name, "fault": fault}
            )
    if faults:
        raise ServiceFileError(faults)
    return texts


def all_services() -> QuerySet[Service]:
    """For the city's own machinery: also what no resident may apply for."""
    return Service.objects.order_by("slug")


@dataclass
class Examined:
    """A service file and how its own examples fared."""

    faults: list[str] = field(default_factory=list)
    definition: Definition | None = None
    passed: int = 0
    failed: int = 0
    spoken: set[str] = field(default_factory=set)  # rules an example expects to hear, and hears
    silent: set[str] = field(default_factory=set)  # rules an example expects not to hear, and does not


def examined(toml_text: str) -> Examined:
    """A service file read, and each of its examples walked: one sentence per thing that came otherwise."""
    try:
        definition = parse(toml_text)
    except ServiceFileError as error:
        return Examined(error.faults)
    walked = Examined(definition=definition)
    for example in [Example(BASE), *definition.examples] if definition.example else definition.examples:
        view = example_view(definition, example)
        faults = methods.example_faults(example, view)
        if example.title == BASE:
            faults += [_("“%s” tidak ditanyakan pada keadaan ini.") % name for name in _unasked(view)]
        place = BASE if example.title == BASE else f"{BASE} “{example.title}”"
        walked.faults += [f"{place}: {fault}" for fault in faults]
        walked.failed, walked.passed = walked.failed + bool(faults), walked.passed + (not faults)
        heard = {finding.rule for finding in view.findings}
        walked.spoken |= heard.intersection(example.findings)
        walked.silent |= set(example.silent) - heard
    return walked


def examined_file(file: Path) -> Examined:
    """The same for a file, whose parts may be at fault too."""
    try:
        return examined(service_text(file))
    except ServiceFileError as error:
        return Examined(error.faults)


def known_rules() -> dict[str, list[str]]:
    """The rules each service must have, from the data of the floors that hold service files (`data/rules.toml`)."""
    known: dict[str, list[str]] = {}
    for floor in dict.fromkeys(file.parents[2] for file in service_files()):
        if (listed := floor / "data" / "rules.toml").exists():
            known |= tomllib.loads(listed.read_text(encoding="utf-8"))
    return known


def example_view(definition: Definition, example: Example) -> View:
    """The form as it stands for an example, with what the service's handler remarks."""
    today = day(example.today) or timezone.localdate()
    view = evaluate(definition, methods.example_answers(definition, example), example.facts, today)
    view.findings += contract.remarks(definition.code, view.clean(), view.facts, today)
    return view


def faults_of(toml_text: str) -> list[str]:
    """What is wrong with a service file: its text, or an example that does not come out as it says."""
    walked = examined(toml_text)
    has_example = walked.definition is None or bool(walked.definition.example)
    return walked.faults if has_example else [*walked.faults, _("contoh (example) belum ada.")]


def _unasked(view: View) -> list[str]:
    """Answers of the complete example to questions that its own answers hide."""
    hidden = view.definition.example.keys() - view.visible
    return sorted(name for name in hidden if not _needs_facts(view.definition, name))


def _needs_facts(definition: Definition, name: str) -> bool:
    """Whether a question is asked depends on what the city knows of the applicant."""
    question = definition.question(name)
    whens = [question.when, definition.page(question.page).when]
    return any("fakta" in condition(when).names for when in whens if when)
