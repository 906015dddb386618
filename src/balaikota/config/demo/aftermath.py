"""What a city does besides deciding: corrects a deed, prints cards, asks what people thought, measures itself.

Everything may run twice. The officer's saved filter is written last, so that finding it means all was done.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from time import monotonic
from typing import Any

from django.db import transaction

from balaikota.civil.cards import actions as cards
from balaikota.civil.cards import queries as card_queries
from balaikota.civil.deeds import queries as deeds
from balaikota.civil.households import actions as cards_of_families
from balaikota.civil.households import queries as families
from balaikota.config.demo import (
    archive,
    businesses,
    catalogue,
    classwork,
    clinics,
    complaints,
    economy,
    enterprises,
    exchange,
    information,
    innovation,
    keripik,
    ledgers,
    newsroom,
    partners,
    planning,
    programs,
    projects,
    rights,
    selling,
    stories,
    trail,
    training,
)
from balaikota.config.demo.applications import BIRTH
from balaikota.config.demo.counter import open_counter
from balaikota.config.demo.households import Numbers
from balaikota.config.demo.neighbours import GROWN, Side, Town, address, is_known
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case, Outcome
from balaikota.engine.likeness import queries as doubles
from balaikota.engine.satisfaction import actions as satisfaction
from balaikota.engine.satisfaction import methods as survey
from balaikota.engine.waiting import actions as waiting
from balaikota.engine.work import actions as work
from balaikota.engine.work import queries as work_queries
from balaikota.foundation.documents.models import State
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

log = logging.getLogger(__name__)
Cast = dict[str, Person]
OVER = object()
FILTER = "Kematian, semua keadaan"
TWICE = "ganda-0"
CORRECTION = "pembetulan-akta"
BLANKS = {"ktp": (6, 3, 2), "kia": (20, 2, 1)}  # received, printed, laid ready: the rest waits in the queue
NOTE = "Pelapor menelepon: surat asli dibawa ke loket besok pagi. Tunggu dahulu sebelum meminta perbaikan."
REMARKS = (
    "Petugasnya ramah dan sabar menjelaskan.",
    "Aktanya sudah jadi sebelum saya sampai di rumah.",
    "Unggah berkas dari HP agak lama, mohon dipermudah.",
    "Tidak perlu bolak-balik ke kantor lagi.",
)


def is_done(cast: Cast) -> bool:
    return any(row.name == FILTER for row in work_queries.saved_filters(cast["wulan"]))


def finish(cast: Cast) -> None:
    """Every part by itself: what cannot be done is said in the log and keeps nothing else from happening."""
    for part in PARTS:
        try:
            began = monotonic()
            _play(part, cast)
            log.info("demo: %s took %.1f s", part.__name__, monotonic() - began)
        except Refusal as refusal:
            log.warning("demo: %s skipped: %s", part.__name__, refusal.sentence)
        except Exception as fault:
            log.warning("demo: %s skipped: %s", part.__name__, type(fault).__name__, exc_info=True)


def _play(part: Callable[[Cast], Iterator[None] | None], cast: Cast) -> None:
    """In one transaction; a part that yields, in one for each piece, so that nobody waits long for what it locks."""
    with transaction.atomic():
        pieces = iter(part(cast) or ())
    is_over = False
    while not is_over:
        with transaction.atomic():
            is_over = next(pieces, OVER) is OVER


def _samples() -> Any:
    """The sample cases, without those of the cast: they belong to whoever tries out the city."""
    return case_queries.at_desks().filter(is_sample=True, parent=None)


def correct_a_deed(cast: Cast) -> None:
    """A parent sees that the mother's name lacks a part on the certificate of a birth granted here."""
    if _samples().filter(edition__service__slug=CORRECTION).exists():
        return
    granted = _samples().filter(edition__service__slug=BIRTH, outcome=Outcome.GRANTED).order_by("number")
    births = granted.exclude(applicant__in=cast.values()).select_related("applicant")
    signed = [case for case in births if _has_a_paper(case)]
    if not signed:
        raise Refusal("no certificate has been signed yet")
    for place, (state, case) in enumerate(zip(("granted", "submitted"), signed, strict=False)):
        story = stories.Story(CORRECTION, place, state, 0)
        stories.play(story, _about_birth(case), [cast[who] for who in stories.OFFICERS])


def _has_a_paper(case: Case) -> bool:
    """A signed one, with a mother on it."""
    akta = deeds.of_case(case)
    return akta is not None and akta.letter.state == State.ISSUED and bool(case.answers.get("ibu_nama"))


def _about_birth(case: Case) -> Side:
    akta, parent, said = deeds.of_case(case), case.applicant, case.answers
    side = Side(parent)
    side.stands_for("sari", parent)
    first, *rest = said["ibu_nama"].split()
    side.answers = {
        "pelapor_hubungan": "ibu" if parent.jenis_kelamin == "perempuan" else "ayah",
        "subjek1_nama": said["anak_nama"],
        "subjek1_nik": said.get("subjek1_nik"),
        "akta_nomor": akta.nomor if akta else "",
        "bagian_salah": "nama_ibu",
        "tertulis": said["ibu_nama"],
        "seharusnya": " ".join([first, "Kasih", *rest]),
    }
    return side


def print_cards(cast: Cast) -> None:
    """Blanks came in, fewer than people wait: some are printed, some lie ready, one was handed over."""
    officer = cast["wulan"]
    desk = card_queries.desk_of(officer)
    for shelf in card_queries.shelves(officer):
        received, printed, ready = BLANKS.get(str(shelf.jenis), (0, 0, 0))
        if shelf.blanks or shelf.printed or shelf.ready or not received:
            continue
        cards.stock_received(desk, shelf.jenis, received, by=officer)
        made = [cards.print_next(desk, shelf.jenis, by=officer) for _ in range(min(printed, shelf.waiting))]
        for card in made[:ready]:
            cards.lay_ready(card, by=cast["josua"])
        if made[:ready]:
            cards.hand_over(made[0], identity_checked=True, old_card_taken=True, by=officer)


def number_a_family_card(cast: Cast) -> None:
    """SIAK has given one number; the other new family cards still wait for theirs."""
    wanted = families.waiting_for_number(cast["wulan"])
    if len(wanted) < 2:
        return
    dice = Random(wanted[0].case.number)  # noqa: S311 - nothing here is secret
    village = wanted[0].rencana["alamat"]["kelurahan_code"]
    number = Numbers(set(), is_known).kk(dice, ".".join(village.split(".")[:3]), date(2025, 6, 2))
    cards_of_families.give_number(wanted[0], number, by=cast["nuraini"])


def write_a_note(cast: Cast) -> None:
    deaths = _samples().filter(edition__service__slug="akta-kematian", closed_at=None)
    case = deaths.order_by("number").first()
    if case is not None:
        work.write_note(case, NOTE, by=cast["wulan"])


def _spelled_otherwise(name: str) -> str:
    """As an older paper has it: `Nurhayati` as Noerhayati; a name without a `u` gets a title."""
    return name.replace("u", "oe", 1) if "u" in name else f"{name}, S.Pd."


def write_somebody_down_twice(cast: Cast) -> None:
    """A resident came to the counter without a card and was recorded anew, in another spelling."""
    if any(pair.is_of_persons for pair in doubles.pairs(cast["wulan"]).rows):
        return
    births = _samples().filter(edition__service__slug=BIRTH).exclude(applicant__in=cast.values())
    for case in births.select_related("applicant").order_by("number")[:2]:
        known = case.applicant
        told = {"tempat_lahir": known.tempat_lahir, "jenis_kelamin": known.jenis_kelamin}
        people.record_person(
            name=_spelled_otherwise(known.name), by=None, is_sample=True,
            tanggal_lahir=known.tanggal_lahir, **told,
        )  # fmt: skip


def report_a_birth_twice(cast: Cast) -> None:
    """A grandmother does not know that the mother has applied already."""
    births = _samples().filter(edition__service__slug=BIRTH, closed_at=None, waiting_since=None)
    case = births.exclude(applicant__in=cast.values()).order_by("number").first()
    if case is None or registers.sample_person(address(TWICE)) is not None:
        return
    grandmother = Town(TWICE, 0, cast["wulan"]).applicant("Hj. Rosmidar", woman=True, years=GROWN)
    side = Side(grandmother)
    side.answers = {name: value for name, value in case.answers.items() if not name.startswith("pelapor_")}
    side.answers |= {
        "anak_nama": _spelled_otherwise(case.answers["anak_nama"]).removesuffix(", S.Pd."),
        "pelapor_hubungan": "kakek_nenek",
        "kk_suami_istri": False,  # asked of her where no marriage is proven: she has not seen the card
        "pelapor_no_kk": case.answers.get("pelapor_no_kk"),
    }
    stories.play(
        stories.Story(BIRTH, 0, "submitted", 0), side, [cast[officer] for officer in stories.OFFICERS]
    )


def hear_opinions(cast: Cast) -> None:
    """About half of those with a decision answer; so the sample may well be too small, and the page says so."""
    closed = _samples().filter(outcome__in=(Outcome.GRANTED, Outcome.REFUSED))
    rows = closed.exclude(applicant__in=cast.values()).select_related(
        "applicant", "desk__agency", "edition__service"
    )
    for case in rows.order_by("number"):
        invitation = satisfaction.invite(case)
        dice = Random(f"survei {case.number}")  # noqa: S311 - the same city every time
        if invitation is None or invitation.is_answered or dice.random() > 0.55:
            continue
        remark = dice.choice(REMARKS) if case.outcome == Outcome.GRANTED and dice.random() < 0.25 else ""
        satisfaction.answer(invitation, _opinion(dice, case), remark=remark, by=case.applicant)


def _opinion(dice: Random, case: Case) -> dict[str, int]:
    """Mostly content; less so whoever was refused, or waited longer than promised."""
    is_late = case.closed_at is not None and case.closed_at > case.due_at
    weights = (10, 30, 40, 20) if is_late or case.outcome == Outcome.REFUSED else (1, 6, 43, 50)
    return {key: dice.choices((1, 2, 3, 4), weights)[0] for key in survey.KEYS}


def measure(cast: Cast) -> None:
    waiting.measure()


def save_a_filter(cast: Cast) -> None:
    if not is_done(cast):
        filters = {"keadaan": "semua", "layanan": "akta-kematian"}
        work.save_filter(FILTER, filters, by=cast["wulan"])


# In this order: later ones build upon what earlier ones left.
PARTS: tuple[Callable[[Cast], Iterator[None] | None], ...] = (
    correct_a_deed, print_cards, number_a_family_card, write_a_note, write_somebody_down_twice,
    report_a_birth_twice, trail.open_files, hear_opinions, partners.enrol, programs.connect, measure, open_counter,
    information.show_places, information.tell_history, newsroom.open_newsroom, complaints.hear_complaints,
    rights.ask_about_data, rights.tell_of_a_breach, keripik.keep_a_book, businesses.coach_businesses, enterprises.survey,
    catalogue.fill_the_shelf, selling.trade, exchange.bring_a_list, ledgers.keep_last_year, training.open_school,
    planning.plan_this_year, clinics.hold_clinics, classwork.set_classwork, classwork.talk_in_class,
    archive.grow_old, economy.load_figures, innovation.show_innovations, projects.show_projects,
    planning.draft_next_year, save_a_filter,
)  # fmt: skip
