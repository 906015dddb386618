"""What the services of the cards do at each turn of their cases."""

from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.cards import actions, queries
from balaikota.civil.households import queries as households
from balaikota.engine.cases.contract import Handler, handles
from balaikota.engine.cases.models import Case
from balaikota.engine.parcels.contract import Goods, goods
from balaikota.foundation.people.models import Person


class CardHandler(Handler):
    """What all card services share: the family's facts, and the card's way on the case page."""

    summary = "cards/_kartu.html"
    why = ""
    takes_old = False

    def facts(self, person: Person) -> dict[str, Any]:
        return households.family_facts(person)

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.grant_ktp(case, self.why, takes_old=self.takes_old, by=by)


@handles("ktp-baru")
class FirstCardHandler(CardHandler):
    why = "KTP-el pertama"


@handles("ktp-hilang")
class LostCardHandler(CardHandler):
    why = "pengganti KTP-el yang hilang"


@handles("ktp-rusak")
class DamagedCardHandler(CardHandler):
    why = "pengganti KTP-el yang rusak"
    takes_old = True


@handles("ktp-ubah-data")
class ChangedCardHandler(CardHandler):
    why = "KTP-el dengan data yang berubah"
    takes_old = True


@handles("ktp-luar-domisili")
class AwayCardHandler(CardHandler):
    """Recording or printing for a resident of another city, without any change of data."""

    why = "KTP-el di luar domisili"

    def on_granted(self, case: Case, *, by: Person) -> None:
        damaged = case.answers.get("keperluan") == "rusak"
        actions.grant_ktp(case, self.why, takes_old=damaged, by=by)


@goods(actions.GOODS)
class CardGoods(Goods):
    """A card is handed over at the desk of the cards, where its receiver and the old card are looked at."""

    page = "/kartu/"

    def why_not_sent(self, case: Case) -> str:
        card = queries.card_of(case)
        takes_old = card is not None and card.takes_old
        return _("Kartu lama harus ditarik, jadi kartu ini diambil di loket.") if takes_old else ""

    def on_received(self, case: Case, *, by: Person) -> None:
        actions.note_received(case, by=by)


class ChildHandler(CardHandler):
    """Kartu Identitas Anak."""

    def subject_name(self, answers: dict[str, Any]) -> str:
        return str(answers.get("anak_nama") or "")

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.grant_kia(case, takes_old=case.answers.get("alasan") in ("rusak", "pindah"), by=by)


@handles("kia-baru")
class NewChildCardHandler(ChildHandler):
    """Also opened by the city when a birth is registered."""


@handles("kia-hilang-rusak")
class ReplacedChildCardHandler(ChildHandler):
    """Lost, damaged, or brought along from another city."""


@handles("ikd-aktivasi")
class DigitalHandler(CardHandler):
    """IKD belongs to the ministry: we book and explain."""

    summary = ""

    def on_granted(self, case: Case, *, by: Person) -> None:
        actions.invite_to_ikd(case, by=by)
