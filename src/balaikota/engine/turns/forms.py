"""The form of a step. Rows of the ladder and of the exceptions are fields like all others, so it works without a script."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.conditions.methods import condition
from balaikota.engine.questions.models import EARLIER
from balaikota.engine.turns import methods
from balaikota.engine.turns.methods import Table
from balaikota.engine.wording.methods import in_words
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.lines import ItemForm, Line, Number
from balaikota.kit.typed import counted

#: What an exception may say otherwise.
EXCEPTION = ("when", "duty", "label", "basis", "appointment")
VERDICTS = [
    ("passed", gettext_lazy("meneruskan")),
    ("granted", gettext_lazy("mengabulkan")),
    ("refused", gettext_lazy("menolak (selalu wajib)")),
]
RUNGS = [
    ("", gettext_lazy("tidak ada")),
    ("remind", gettext_lazy("ingatkan petugasnya")),
    ("raise", gettext_lazy("naikkan ke urutan atas")),
    ("superior", gettext_lazy("beri tahu kepala kantor")),
]


class StepForm(ItemForm):
    """A step at the desk."""

    label = Line(gettext_lazy("Nama langkah"), most=120)
    duty = forms.ChoiceField(label=gettext_lazy("Dikerjakan pemegang tugas"), choices=Duty.choices)
    appointment = forms.BooleanField(
        label=gettext_lazy("Pemohon membuat janji temu di loket"), required=False
    )

    def shown(self, item: Table) -> Table:
        said = {**item, "not_by": methods.barred(item), "reasons": item.get("reasons") or []}
        for place, (hours, what) in enumerate(methods.rungs(item), 1):
            said |= {f"rung_{place}_hours": hours, f"rung_{place}_what": what}
        for place, row in enumerate(methods.insteads(item), 1):
            said |= {f"instead_{place}_{key}": row.get(key, "") for key in EXCEPTION}
        return said

    def fit(self) -> None:
        desks = [(desk.code, f"{desk.name} – {desk.agency.name}") for desk in organisations.desks()]
        self.choose("desk", _("Di meja"), [("", _("Meja layanan ini")), *desks])
        hint = _("Kosong: tanpa batas sendiri.")
        self.fields["hours"] = Number(_("Batas waktu langkah ini (jam kerja)"), whole=False, hint=hint)
        hint = _("Kosong: satu petugas cukup.")
        self.fields["votes"] = Number(_("Berapa petugas harus sependapat"), hint=hint)
        others = [(name, label) for name, label in self._steps() if name != self.item.get("name")]
        self.choose("beside", _("Berjalan bersama langkah"), [("", _("Berurutan")), *others])
        self._tick("not_by", _("Tidak boleh dikerjakan oleh yang sudah mengerjakan"), [
            (EARLIER, _("langkah mana pun sebelumnya (empat mata)")), *others
        ], _("Tanpa centang: orang yang sama boleh mengerjakan keduanya."))  # fmt: skip
        self._tick("reasons", _("Wajib menulis alasan bila"), VERDICTS)
        self._fit_rungs()
        self._fit_insteads()

    def _steps(self) -> list[tuple[str, str]]:
        rows = self.table.get("steps")
        kept = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return [(str(row.get("name")), str(row.get("label"))) for row in kept]

    def _tick(self, name: str, label: str, choices: list[tuple[str, Any]], hint: str = "") -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=choices, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
        )

    def _fit_rungs(self) -> None:
        for place in self._places("rung", len(methods.rungs(self.item))):
            hint = _("Dihitung sejak langkah ini dibuka.") if place == 1 else ""
            hours = Number(_("Pengingat %d: sesudah berapa jam kerja") % place, whole=False, hint=hint)
            self.fields[f"rung_{place}_hours"] = hours
            self.choose(f"rung_{place}_what", _("Pengingat %d: apa yang terjadi") % place, RUNGS)

    def _fit_insteads(self) -> None:
        rows = methods.insteads(self.item)
        asked = [row for row in self.table.get("questions") or [] if isinstance(row, dict)]
        for place in self._places("instead", len(rows)):
            kept = rows[place - 1].get("when") if place <= len(rows) else ""
            words = (
                _("Terbaca: bila %s. Kosongkan untuk menghapus.") % in_words(str(kept), asked) if kept else ""
            )
            name = f"instead_{place}"
            self.fields[f"{name}_when"] = Line(
                _("Kekecualian %d: bila (CEL)") % place, most=500, required=False, hint=words
            )
            self.choose(
                f"{name}_duty",
                _("Kekecualian %d: dikerjakan pemegang tugas") % place,
                [("", _("tetap")), *Duty.choices],
            )
            self.fields[f"{name}_label"] = Line(
                _("Kekecualian %d: nama langkah") % place, most=120, required=False
            )
            self.fields[f"{name}_basis"] = Line(
                _("Kekecualian %d: dasar hukum") % place, most=200, required=False
            )
            self.fields[f"{name}_appointment"] = forms.BooleanField(
                label=_("Kekecualian %d: pemohon membuat janji temu") % place, required=False
            )

    def _places(self, kind: str, least: int) -> range:
        """Rows as many as are kept, and as many as were posted: whoever typed more than a colleague left keeps it."""
        posted = [key.split("_")[1] for key in (self.data or {}) if key.startswith(f"{kind}_")]
        return range(1, max([least, *(counted(place, most=20) or 0 for place in posted)]) + 1)

    def clean(self) -> Table:
        said = super().clean() or {}
        for name in [key for key in self.fields if key.startswith("rung_") and key.endswith("_hours")]:
            what = name.replace("_hours", "_what")
            if bool(said.get(name)) != bool(said.get(what)):
                self.add_error(name, _("Isi jamnya dan apa yang terjadi, atau kosongkan keduanya."))
        if not methods.climbs(self._ladder(said)):
            self.add_error(None, _("Jam pengingat harus lebih dari nol dan makin besar."))
        for name in [key for key in self.fields if key.startswith("instead_") and key.endswith("_when")]:
            self._check_instead(name, said)
        return said

    def _check_instead(self, name: str, said: Table) -> None:
        row = name.removesuffix("_when")
        rest = [said.get(f"{row}_{key}") for key in EXCEPTION[1:]]
        if not said.get(name):
            if any(rest):
                self.add_error(name, _("Tulis bila kekecualian ini berlaku, atau kosongkan baris ini."))
            return
        if not any(said.get(f"{row}_{key}") for key in ("duty", "label", "appointment")):
            self.add_error(name, _("Pilih siapa yang mengerjakan, atau tulis nama langkahnya."))
        try:
            condition(said[name])
        except Exception as fault:  # the CEL parser raises more than it documents
            self.add_error(name, _("Syarat ini tidak dapat dibaca: %s.") % str(fault).splitlines()[0][:200])

    def _ladder(self, said: Table) -> list[tuple[Any, str]]:
        names = [key for key in self.fields if key.startswith("rung_") and key.endswith("_hours")]
        pairs = [(said.get(name), str(said.get(name.replace("_hours", "_what")) or "")) for name in names]
        return [(hours, what) for hours, what in pairs if hours and what]

    def values(self) -> Table:
        said = self.cleaned_data
        rows = []
        for name in [key for key in self.fields if key.startswith("instead_") and key.endswith("_when")]:
            row = name.removesuffix("_when")
            if said.get(name):
                rows.append({key: value for key in EXCEPTION if (value := said[f"{row}_{key}"])})
        plain = ("label", "duty", "desk", "hours", "beside", "reasons")
        return {
            **{name: said.get(name) for name in plain},
            "appointment": said["appointment"] or None,
            "votes": None if said.get("votes") in (None, 0, 1) else said["votes"],
            "not_by": methods.barred_as_kept(said["not_by"]),
            "escalate": [list(pair) for pair in self._ladder(said)],
            "instead": rows,
        }
