"""What the keepers of the papers post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.kit.days import Day
from balaikota.kit.lines import Lines


class HoldForm(forms.Form):
    """Why a case must not be destroyed, and until when."""

    reason = Lines(
        _("Alasan"),
        most=1000,
        hint=_("Misalnya nomor perkara atau surat permintaan. Hanya petugas kantor ini yang membacanya."),
    )
    until_on = Day(
        _("Sampai tanggal"),
        hint=_("Hari terakhir berkas ditahan. Kosongkan bila belum diketahui; lepas sendiri nanti."),
        required=False,
    )


class ConfirmForm(forms.Form):
    """The head ticks that the list was looked through."""

    looked = forms.BooleanField(
        label=_("Saya sudah memeriksa daftar ini. Yang dihapus tidak dapat dikembalikan."),
        error_messages={"required": _("Centang kotak ini sebelum menyetujui pemusnahan.")},
    )
