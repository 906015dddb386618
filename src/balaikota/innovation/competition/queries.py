"""An innovation's text for the competition, and what the city's records say of its criteria."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.people.models import Person
from balaikota.innovation.competition import methods, rules
from balaikota.innovation.competition.methods import Edition
from balaikota.innovation.competition.models import Entry
from balaikota.innovation.evidence import queries as evidence
from balaikota.innovation.life import queries as life
from balaikota.innovation.life.models import Innovation
from balaikota.kit import pdf
from balaikota.kit.errors import found
from balaikota.kit.typed import counted

PAPER = Path(__file__).parent / "typst" / "naskah.typ"


def innovation(number: str, *, viewer: Person) -> Innovation:
    """One that this viewer may write about; else a 404."""
    row = life.innovation(number, viewer=viewer)
    return found(row if rules.may_enter(row) and rules.may_write(viewer, row, life.members_of(row)) else None)


def edition(asked: str) -> Edition:
    """Of the year that was asked for, or the newest."""
    known = methods.editions()
    return known.get(counted(asked, most=9999) or 0, next(iter(known.values())))


def entry(innovation: Innovation, year: int) -> Entry | None:
    return Entry.objects.filter(innovation=innovation, year=year).first()


def offered(innovation: Innovation) -> dict[str, str]:
    """What a first text begins with, from the proposal and the city's own records; to be rewritten by people."""
    row, finding = innovation, life.finding(innovation)
    shown = evidence.told(finding)["sentence"] if finding else ""
    followers = ", ".join(str(each.agency or each.title) for each in row.adoptions.select_related("agency"))
    team = "; ".join(f"{each.role}: {each.contribution or '–'}" for each in row.members.order_by("since"))
    return {
        "ringkasan": f"{row.goal}\n\n{shown}".strip(),
        "ide": f"{row.problem}\n\n{row.goal}",
        "signifikansi": f"{row.design}\n\n{shown}".strip(),
        "adaptabilitas": _("Sudah diterapkan juga oleh: %s.") % followers if followers else "",
        "keberlanjutan": _("Dasar penerapan: %s.") % row.regulation if row.regulation else "",
        "kolaborasi": team,
        "inspirasi": _("Diambil dari: %s.") % row.parent if row.parent else "",
        "proses": row.design,
        "evaluasi": shown,
    }


def checked(innovation: Innovation, edition: Edition) -> list[dict[str, Any]]:
    """Each criterion with what the records say; `holds` is None where only people can judge."""
    told = {each["code"]: (each["name"], each["meaning"]) for each in methods.criteria()}
    said = {**_from_records(innovation), "umur": _age(innovation, edition)}
    told["umur"] = (
        _("Umur"),
        _("berjalan paling sedikit %s tahun sebelum penutupan") % edition.min_age_years,
    )
    return [
        {"name": name, "meaning": meaning, "says": said[code][0], "holds": said[code][1]}
        for code, (name, meaning) in told.items()
    ]


def _from_records(row: Innovation) -> dict[str, tuple[str, bool | None]]:
    finding = life.finding(row)
    followers = row.adoptions.count()
    is_shown = finding is not None and finding.verdict == "shown"
    return {
        "kebaruan": (row.criteria.get("pembaharuan", "") or _("Dinilai orang."), None),
        "efektif": (evidence.told(finding)["sentence"] if finding else _("Belum diukur."), is_shown),
        "bermanfaat": (row.benefit, None),
        "transfer": (_("Diterapkan oleh %s perangkat lain.") % followers, True if followers else None),
        "berkelanjutan": (row.regulation or _("Belum ada dasar penerapannya."), bool(row.regulation)),
    }


def _age(row: Innovation, edition: Edition) -> tuple[str, bool | None]:
    holds = methods.is_old_enough(row.trial_from, timezone.localdate(), edition.min_age_years)
    return _("Uji coba sejak %s.") % row.trial_from, holds


def page_of(innovation: Innovation, edition: Edition) -> dict[str, Any]:
    return {
        "innovation": innovation, "edition": edition, "editions": list(methods.editions()),
        "checks": checked(innovation, edition), "entry": entry(innovation, edition.year),
    }  # fmt: skip


def paper(innovation: Innovation, edition: Edition) -> bytes:
    """The text as PDF, each section with its number of words. Not a letter: it is a draft of the team."""
    kept = found(entry(innovation, edition.year))
    rows = [
        {"title": each.title, "text": kept.texts.get(each.name, ""), "words": methods.words(kept.texts.get(each.name, "")),
         "most": each.most}
        for each in methods.sections(kept.group)
    ]  # fmt: skip
    content = {
        "title": innovation.title, "number": innovation.number, "year": str(edition.year), "rule": edition.rule,
        "group": kept.group, "agency": innovation.agency.name if innovation.agency else "", "sections": rows,
        "saved": timezone.localtime(kept.saved_at).strftime("%d-%m-%Y %H.%M"),
    }  # fmt: skip
    return pdf.draw(PAPER, content, example=innovation.is_sample, at=kept.saved_at)
