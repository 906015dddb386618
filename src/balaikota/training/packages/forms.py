"""What the organiser brings and says."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("Paket (ZIP)"),
        help_text=_("SCORM 1.2, SCORM 2004, atau cmi5; paling besar 60 MB."),
        error_messages={"required": _("Pilih berkas ZIP paketnya."), "empty": _("Berkas ini kosong. Pilih berkas lain.")},
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )  # fmt: skip
    is_required = forms.BooleanField(
        label=_("Wajib untuk lulus"),
        required=False,
        help_text=_("Peserta yang belum menyelesaikannya tidak lulus kelas ini."),
    )


class WaiveForm(forms.Form):
    item = forms.CharField(max_length=2000)
    person = forms.UUIDField()
    reason = forms.CharField(label=_("Alasan"), max_length=300)
