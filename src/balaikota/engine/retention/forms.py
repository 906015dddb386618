"""What the keepers of the papers post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balaikota.kit.lines import Lines


class HoldForm(forms.Form):
    """Why a case must not be destroyed, and until when."""

    reason = Lines(
        _("Alasan"),
        most=1000,
        hint=_("Misalnya nomor perkara atau surat permintaan. Hanya petugas kantor ini yang membacanya."),
    )
    until_on = forms.DateField(
        label=_("Sampai tanggal"),
        help_text=_("Hari terakhir berkas ditahan. Kosongkan bila belum diketahui; lepas sendiri nanti."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ConfirmForm(forms.Form):
    """The head ticks that the list was looked through."""

    looked = forms.BooleanField(
        label=_("Saya sudah memeriksa daftar ini. Yang dihapus tidak dapat dikembalikan."),
        error_messages={"required": _("Centang kotak ini sebelum menyetujui pemusnahan.")},
    )
