"""What happened, and whose data it was."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.people import queries as people
from balaikota.kit.days import Moment

#: Lines of one list of people.
MOST_LINES = 2_000


def _told(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=4_000, widget=forms.Textarea({"rows": 4}))


class NoteForm(forms.Form):
    known_at = Moment(_("Kapan kota mengetahuinya"), hint=_("Jam undang-undang berjalan sejak saat ini."))
    revealed = _told(
        _("Data pribadi yang terungkap"), _("Jenisnya, misalnya nama dan alamat; jangan datanya sendiri.")
    )
    happened = _told(_("Kapan dan bagaimana terungkap"), _("Sejauh diketahui sekarang."))
    mending = _told(
        _("Penanganan dan pemulihan"),
        _("Apa yang sudah dan akan dilakukan, dan apa yang perlu dilakukan warga."),
    )

    def clean_known_at(self) -> datetime:
        known_at: datetime = self.cleaned_data["known_at"]
        if known_at > timezone.now():
            raise ValidationError(gettext("Saat diketahui tidak mungkin di depan."))
        return known_at


class PeopleForm(forms.Form):
    """People by the contact they sign in with, or by NIK; nothing of what is typed is kept but who was found."""

    contacts = forms.CharField(
        label=_("Siapa yang datanya terungkap"),
        help_text=_("Satu email, nomor telepon, atau NIK tiap baris, paling banyak 2.000 baris."),
        max_length=200_000,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_contacts(self) -> list[Any]:
        lines = [line.strip() for line in str(self.cleaned_data["contacts"]).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(gettext("Paling banyak 2.000 baris. Bagi menjadi beberapa kali."))
        found = people.each_by_nik_or_contact(lines)
        unknown = [number for number, person in enumerate(found, 1) if person is None]
        if unknown:
            said = ", ".join(map(str, unknown[:20]))
            told = ngettext("Baris %s tidak dikenal. Periksa atau hapus baris itu.",
                            "Baris %s tidak dikenal. Periksa atau hapus baris-baris itu.", len(unknown))  # fmt: skip
            raise ValidationError(told % said)
        return found


class AuthorityForm(forms.Form):
    reference = forms.CharField(label=_("Nomor surat"), max_length=120)
