"""Writing down what training needs to know of a civil servant."""

from django.db import transaction
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.secrets import blind_index
from balaikota.training.servants import methods, rules
from balaikota.training.servants.models import Pegawai


@transaction.atomic
def describe(
    person: Person, *, jenis: str, by: Person | None, nip: str = "", pangkat: str = "", golongan: str = ""
) -> Pegawai:
    """Kind, NIP and rank as the organiser knows them. Without `by` it is the city's own machinery."""
    require(by is None or rules.is_organiser(by), _("Data pegawai dicatat oleh penyelenggara pelatihan."))
    number = methods.clean_nip(nip)
    wrong = _("NIP terdiri atas 18 angka dan diawali tanggal lahir, misalnya 199001122015031002.")
    require(not number or methods.is_nip(number), wrong, status=422)
    row = Pegawai.objects.filter(person=person).first() or Pegawai(person=person)
    row.jenis, row.pangkat, row.golongan = jenis, pangkat, golongan
    if number:
        row.nip, row.nip_index = number, blind_index("nip", number)
    row.save()
    audit.record("servants.described", row, by=by, subject=person, jenis=jenis)
    return row
