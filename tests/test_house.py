"""The walls that imports cannot show. Each test reads the source itself; none needs the database."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

SRC = Path(__file__).resolve().parents[1] / "src" / "balaikota"
FLOORS = (
    "foundation",
    "engine",
    "civil",
    "information",
    "complaints",
    "enterprises",
    "products",
    "innovation",
    "training",
    "economy",
)
OPEN_FURNITURE = {"__init__", "apps", "models", "rules", "queries", "actions", "forms", "sheets", "methods", "views",
                  "api", "urls", "jobs", "handlers", "contract", "gateway", "admin"}  # fmt: skip
FORBIDDEN_FILES = {"utils.py", "helpers.py", "services.py", "managers.py", "signals.py"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


def rooms() -> list[Path]:
    upper = [
        p
        for p in SRC.iterdir()
        if p.is_dir() and p.name not in (*FLOORS, "kit", "config", "locale", "__pycache__")
    ]
    lower = [p for floor in FLOORS for p in (SRC / floor).iterdir() if any(p.glob("*.py"))]
    return sorted(upper + lower)


def sources(*, tests: bool = False) -> list[Path]:
    found = [p for p in SRC.rglob("*.py") if "migrations" not in p.parts]
    return sorted(p for p in found if tests or "tests" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def where(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(SRC.parent)}{line}"


def room_of(path: Path) -> str:
    parts = path.relative_to(SRC).parts
    return ".".join(parts[:2]) if parts[0] in FLOORS else parts[0]


def test_every_room_has_a_docstring_and_no_code_at_its_door() -> None:
    faults = []
    for room in rooms():
        door = tree(room / "__init__.py")
        if not ast.get_docstring(door) or len(door.body) > 1:
            faults.append(where(room / "__init__.py"))
    assert not faults, "\n" + "\n".join(faults)


def test_a_room_holds_only_the_known_furniture() -> None:
    faults = [
        where(path)
        for room in rooms()
        for path in room.glob("*.py")
        if path.stem not in OPEN_FURNITURE or path.name in FORBIDDEN_FILES
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_no_drawer_for_everything() -> None:
    """A command may be called what the city calls its public services; a drawer may not."""
    faults = [where(p) for p in SRC.rglob("*.py") if p.name in FORBIDDEN_FILES and "commands" not in p.parts]
    assert not faults, "\n" + "\n".join(faults)


def imported_models(path: Path) -> dict[str, str]:
    """Names imported from a `models` module, with the room they come from."""
    names = {}
    for node in ast.walk(tree(path)):
        module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        if module.startswith("balaikota.") and module.endswith(".models"):
            room = module.removeprefix("balaikota.").removesuffix(".models")
            names |= {alias.asname or alias.name: room for alias in node.names}
    return names


def test_no_room_reads_or_writes_anothers_tables() -> None:
    faults = []
    for path in sources(tests=False):
        if path.is_relative_to(SRC / "config"):
            continue
        foreign = {name for name, room in imported_models(path).items() if room != room_of(path)}
        for node in ast.walk(tree(path)):
            reached = isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
            if reached and isinstance(node.value, ast.Name) and node.value.id in foreign:
                faults.append(where(path, node))
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("name", ["views.py", "api.py"])
def test_views_neither_query_nor_write(name: str) -> None:
    faults = []
    for path in (p for p in sources() if p.name == name):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "save", "delete", "bulk_create"):
                faults.append(where(path, node))
    assert not faults, "\n" + "\n".join(faults)


WRITES = ("save", "create", "delete", "bulk_create", "update_or_create")


@pytest.mark.parametrize(
    ("name", "forbidden"), [("queries.py", WRITES), ("rules.py", ("objects", "save", "filter"))]
)
def test_queries_do_not_write_and_rules_do_not_query(name: str, forbidden: tuple[str, ...]) -> None:
    faults = []
    for path in (p for p in sources() if p.name == name):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in forbidden:
                faults.append(where(path, node))
    assert not faults, "\n" + "\n".join(faults)


def addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def test_every_view_reads_or_writes_and_says_so() -> None:
    faults = []
    for pattern in addresses(get_resolver()):
        module = getattr(pattern.callback, "__module__", "")
        if module.startswith("balaikota.") and getattr(pattern.callback, "access", None) not in (
            "reads",
            "writes",
        ):
            faults.append(f"{module}.{pattern.callback.__name__}")
    assert not faults, "\n" + "\n".join(faults)


def test_every_model_declares_its_personal_data() -> None:
    faults = []
    for model in apps.get_models():
        if not model.__module__.startswith("balaikota."):
            continue
        declared = model.__dict__.get("personal")
        if not isinstance(declared, tuple):
            faults.append(model.__name__)
            continue
        fields = {field.name for field in model._meta.get_fields()}
        faults += [f"{model.__name__}.{name}" for name in declared if name not in fields]
    assert not faults, "\n" + "\n".join(faults)


def test_models_do_nothing_on_the_side() -> None:
    faults = []
    for path in sources():
        for node in ast.walk(tree(path)):
            if (
                path.name == "models.py"
                and isinstance(node, ast.FunctionDef)
                and node.name in ("save", "delete")
            ):
                faults.append(where(path, node))
            if isinstance(node, ast.Attribute) and node.attr == "on_commit":
                faults.append(where(path, node))
            if isinstance(node, ast.ImportFrom) and node.module and "signals" in node.module:
                faults.append(where(path, node))
    assert not faults, "\n" + "\n".join(faults)


WRITING = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "update", "delete", "record"}


def test_every_write_of_a_room_is_one_transaction() -> None:
    """A public function of actions.py that writes is atomic; one that is not hands the writing to those that are."""
    faults = []
    for path in (p for p in sources() if p.name == "actions.py"):
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            atomic = any(ast.unparse(d).startswith("transaction.atomic") for d in node.decorator_list)
            calls = {
                n.func.attr
                for n in ast.walk(node)
                if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            }
            if not atomic and calls & WRITING:
                faults.append(f"{where(path, node)} {node.name}")
    assert not faults, "\n" + "\n".join(faults)


def test_no_file_and_no_function_is_too_long() -> None:
    faults = []
    for path in sources(tests=True):
        lines = path.read_text().count("\n")
        if lines > LONGEST_FILE:
            faults.append(f"{where(path)} has {lines} lines")
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.FunctionDef)
                and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
            ):
                faults.append(f"{where(path, node)} {node.name}")
    assert not faults, "\n" + "\n".join(faults)


def templates() -> list[Path]:
    return sorted(p for p in SRC.rglob("templates/**/*") if p.is_file())


#: Asked for by Django, allauth or htmx by a name that stands nowhere in our source.
ASKED_FOR_BY_OTHERS = re.compile(
    r"(^(400|403|403_csrf|404|429|500|503)\.html$|^(account|mfa|usersessions|allauth)/|/_[a-z_]+\.html$|/(events|letters)/|/widgets/|^robots|^django/)"
)


def test_no_template_is_left_over() -> None:
    text = "\n".join(
        p.read_text() for p in [*sources(), *templates()] if p.suffix in (".py", ".html", ".txt")
    )
    faults = []
    for path in templates():
        name = str(path).split("/templates/", 1)[1]
        if not ASKED_FOR_BY_OTHERS.search(name) and name not in text:
            faults.append(name)
    assert not faults, "\n" + "\n".join(faults)


INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/)|hx-on|javascript:", re.I
)


def test_pages_keep_the_content_security_policy() -> None:
    faults = [
        f"{path.relative_to(SRC)}: {match.group()}"
        for path in templates()
        if path.suffix == ".html" and (match := INLINE.search(path.read_text()))
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_the_city_is_configuration() -> None:
    """The first city's name stands in data, never in code or pages."""
    files = [p for p in (*sources(), *templates()) if "demo" not in p.parts]
    assert [where(p) for p in files if re.search(r"\bMedan\b", p.read_text())] == []


def test_nothing_of_the_workshop_is_read_at_run_time() -> None:
    assert [where(p) for p in sources() if "../shared" in p.read_text() or "/work/" in p.read_text()] == []


def test_jobs_are_named_only_by_events() -> None:
    """A reaction takes an event's id and nothing else: job arguments never hold personal data."""
    faults = []
    for path in (p for p in sources() if p.name == "jobs.py"):
        for node in tree(path).body:
            if (
                isinstance(node, ast.FunctionDef)
                and any("on(" in ast.unparse(d) for d in node.decorator_list)
                and [a.arg for a in node.args.args] != ["event_id"]
            ):
                faults.append(where(path, node))
    assert not faults, "\n" + "\n".join(faults)


#: Foreign keys to a person that stay with the record they name when two records become one (decision 0021). Whatever
#: is not here is registered with `likeness.contract.follows_the_person` by the room that keeps it.
STAYS = {
    # Who acted, whatever happened to their own record since.
    "by": """agenda.Version.by articles.Article.checked_by articles.Version.by
        audit.Event.by cards.Kartu.handed_by carryover.Carry.settled_by cases.Case.holder
        cases.Case.typed_by cases.Correction.asked_by cases.Draft.typed_by cases.StepDone.by counter.Ticket.called_by
        deeds.Akta.registered_by documents.Letter.signed_by parcels.Parcel.handed_by
        documents.NumberGap.by files.StoredFile.received_by households.Biodata.by households.KKMenunggu.by
        households.VersiKK.by likeness.Merge.by likeness.Merge.undone_by likeness.Pair.settled_by
        likeness.Threshold.by partners.Token.made_by people.FormerIdentity.by retention.Batch.confirmed_by
        retention.Batch.prepared_by retention.Hold.by retention.Hold.lifted_by reports.Evidence.by reports.Note.by
        places.Import.by places.Place.checked_by imports.Import.by exchange.Import.by competition.Entry.by
        workbooks.Sheet.by linkage.Pair.settled_by
        rights.Request.answered_by breaches.Breach.by satisfaction.Promise.by
        register.Enterprise.registered_by register.Condition.by
        books.Book.opened_by books.Entry.by books.Closing.by books.Jotting.by
        capital.Plan.by capital.Sharing.by
        production.Recipe.by production.Batch.by production.StockCheck.by production.Improvement.by
        permits.Permit.told_by permits.Permit.checked_by permits.Verdict.by
        listings.Check.by exchange.Import.by
        ladder.Edition.by ladder.Diagnosis.by ladder.Stay.by ladder.Paper.by ladder.Paper.checked_by
        coaching.Agreement.done_by
        programmes.Cohort.published_by programmes.Application.by programmes.Handover.by
        courses.Version.by classes.Cohort.by classes.Enrolment.nominated_by classes.Enrolment.decided_by
        packages.Package.by packages.Part.waived_by materials.Material.by
        attendance.Attendance.by exams.Exam.by exams.Question.by certificates.Result.by ledger.Outside.checked_by
        projects.Marking.by assignments.Assignment.by assignments.Extension.by assignments.Marking.by
        forum.Post.hidden_by attendance.Door.by evaluation.Cost.by
        needs.Need.by plans.Plan.drafted_by plans.Plan.submitted_by plans.Plan.approved_by plans.Line.by
        plans.Opened.by
        alerts.Alert.by alerts.Alert.ended_by
        evidence.Plan.by ideas.Idea.answered_by innovation_index.Claim.by innovation_index.Claim.verified_by
        innovation_index.Proof.by
        work.BulkAction.by work.BulkAction.to
        work.BulkItem.holder_before work.DocumentVerdict.by work.Note.by work.Note.to work.SavedFilter.owner
        workshop.ServiceDraft.by
        reviews.Review.answered_by reviews.Review.hidden_by reviews.Objection.by showcase.Fair.by
        quotations.Inquiry.by quotations.Inquiry.chosen_by quotations.Offer.by""",
    # Never written over; read through `people.queries.selves`.
    "for good": """audit.Event.subject deeds.Akta.subject deeds.Pihak.person households.Biodata.person
        moves.Peserta.person""",
    # A record that holds a post is never the one that is closed; sessions end with it, and so does the wish to be
    # told on a telephone number that the surviving record may not have.
    "ends": """organisations.Tenure.person usersessions.UserSession.user notifications.OptIn.person
        notifications.Mute.person orders.CartLine.person webpush.Subscription.person alerts.Listener.person""",
    "the guard's own": """likeness.Merge.gone likeness.Merge.kept likeness.Pair.person_a likeness.Pair.person_b
        likeness.Trace.person""",
}


def test_every_key_to_a_person_goes_with_a_merge_or_says_why_not() -> None:
    from balaikota.engine.likeness.contract import followers
    from balaikota.foundation.people.models import Person

    keys = {
        f"{key.related_model._meta.label}.{key.field.name}"
        for key in Person._meta.get_fields(include_hidden=True)
        if key.auto_created and not key.concrete
    }
    follow = {f"{each.model}.{each.field}" for each in followers()}
    stay = {key for why in STAYS.values() for key in why.split()}
    assert keys - follow - stay == set()
    assert follow & stay == set()
    assert (follow | stay) - keys == set()
