"""Keeping the text."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.innovation.competition import methods, rules
from balaikota.innovation.competition.methods import Edition
from balaikota.innovation.competition.models import Entry
from balaikota.innovation.life import queries as life
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import require


@transaction.atomic
def keep(innovation: Innovation, edition: Edition, group: str, texts: dict[str, str], *, by: Person) -> Entry:
    """Keep the text of this year as it is now; sections longer than allowed are refused by name."""
    may = rules.may_enter(innovation) and rules.may_write(by, innovation, life.members_of(innovation))
    require(may, _("Naskah ditulis oleh tim inovasi yang sudah diuji coba."))
    require(group in edition.groups, _("Kelompok ini tidak ada pada tahun itu."), status=422)
    for section in methods.sections(group):
        count = methods.words(texts.get(section.name, ""))
        said = {"title": section.title, "most": section.most, "count": count}
        fits = count <= section.most
        require(fits, _("%(title)s: paling banyak %(most)s kata, sekarang %(count)s.") % said, status=422)
    kept = {"group": group, "texts": texts, "by": by, "saved_at": timezone.now()}
    entry, _is_new = Entry.objects.update_or_create(innovation=innovation, year=edition.year, defaults=kept)
    audit.record(
        "competition.kept", entry, by=by, innovation=innovation.number, year=edition.year, group=group
    )
    return entry
