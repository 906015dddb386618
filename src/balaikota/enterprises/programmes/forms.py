"""What a manager publishes, and what is written down of tools."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching.models import Field
from balaikota.enterprises.programmes import queries
from balaikota.enterprises.programmes.models import Cohort, State
from balaikota.kit.days import Day


class CohortForm(forms.Form):
    name = forms.CharField(label=_("Nama program dan angkatan"), max_length=120, min_length=5)
    about = forms.CharField(
        label=_("Apa yang didapat"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    field = forms.ChoiceField(label=_("Bidang pendampingan"), choices=Field.choices)
    quota = forms.IntegerField(label=_("Kuota (usaha)"), min_value=1, max_value=5000)
    opens_on = Day(_("Pendaftaran dibuka"))
    closes_on = Day(_("Hari terakhir mendaftar"))
    starts_on = Day(_("Program mulai"))
    ends_on = Day(_("Program berakhir"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        order = [("opens_on", "closes_on"), ("closes_on", "starts_on"), ("starts_on", "ends_on")]
        for first, then in order:
            if said.get(first) and said.get(then) and said[then] < said[first]:
                self.add_error(then, _("Tanggal ini mendahului tanggal sebelumnya."))
        if said.get("closes_on") and said.get("closes_on") == said.get("starts_on"):
            self.add_error("starts_on", _("Sisakan waktu untuk seleksi: mulai sesudah pendaftaran ditutup."))
        return said


class LeaveForm(forms.Form):
    reason = forms.CharField(label=_("Sebab"), max_length=300, required=False)


class ToolForm(forms.Form):
    name = forms.CharField(label=_("Alat"), max_length=120)
    quantity = forms.IntegerField(label=_("Jumlah"), min_value=1, max_value=100_000)
    value = forms.IntegerField(label=_("Nilai satu alat (rupiah)"), min_value=0, max_value=10**12)
    source = forms.CharField(label=_("Asal dana"), max_length=120, help_text=_("Misalnya APBD 2026, CSR."))


class GiveForm(forms.Form):
    tool = forms.ChoiceField(label=_("Alat"))
    application = forms.ChoiceField(label=_("Kepada usaha"))
    quantity = forms.IntegerField(label=_("Jumlah"), min_value=1, max_value=10_000, initial=1)
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=120)
    paper = forms.CharField(label=_("Nomor berita acara"), max_length=80)
    on = Day(_("Tanggal serah terima"))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tools: Any = self.fields["tool"]
        tools.choices = [
            (row["tool"].pk, f"{row['tool'].name} ({row['left']})")
            for row in queries.tools(cohort)
            if row["left"]
        ]
        whom: Any = self.fields["application"]
        rows = queries.applications(cohort).filter(state__in=(State.TAKEN, State.COMPLETED))
        whom.choices = [(row.pk, row.enterprise.name) for row in rows]

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("Tanggal serah terima belum tiba."))
        return self.cleaned_data["on"]
