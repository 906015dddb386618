"""What is posted in the workshop: one form per page, each says where its values stand in the service file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.letters.methods import blanks
from balaikota.engine.wording.methods import choices_of
from balaikota.engine.workshop import methods
from balaikota.engine.workshop.methods import Table
from balaikota.kit.lines import ItemForm, Line, Lines, Number


class NameForm(forms.Form):
    """The name of a new service."""

    name = Line(
        gettext_lazy("Nama layanan"),
        most=120,
        hint=gettext_lazy("Seperti warga menyebutnya, misalnya “Izin pakai ruang balai kota”."),
    )


class ImportForm(forms.Form):
    """A service file, as text or as a file."""

    text = Lines(gettext_lazy("Isi berkas layanan (TOML)"), most=400_000, required=False)
    file = forms.FileField(label=gettext_lazy("atau pilih berkasnya"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if upload := cleaned.get("file"):
            try:
                cleaned["text"] = upload.read(400_001).decode("utf-8")
            except UnicodeDecodeError:
                self.add_error("file", _("Berkas ini bukan tulisan UTF-8."))
        if not cleaned.get("text"):
            self.add_error("text", _("Tempelkan isi berkas layanan, atau pilih berkasnya."))
        return cleaned


class AboutForm(forms.Form):
    """The head of a service file."""

    name = Line(gettext_lazy("Nama layanan"), most=160)
    summary = Line(
        gettext_lazy("Ringkasan"), most=300, hint=gettext_lazy("Satu kalimat: apa yang didapat warga.")
    )
    desk = forms.ChoiceField(
        label=gettext_lazy("Meja"), help_text=gettext_lazy("Di sinilah permohonannya dikerjakan.")
    )
    number_prefix = Line(
        gettext_lazy("Awalan nomor permohonan"),
        most=6,
        hint=gettext_lazy("Dua sampai enam huruf besar, misalnya RUANG."),
    )
    life_events = Line(
        gettext_lazy("Peristiwa hidup"),
        most=300,
        required=False,
        hint=gettext_lazy("Satu kata atau lebih, dipisahkan koma; layanan ini muncul di bawahnya."),
    )
    hours = Number(
        gettext_lazy("Batas waktu (jam kerja)"),
        required=True,
        whole=False,
        hint=gettext_lazy("Dihitung 24 jam untuk setiap hari kerja: 120 berarti lima hari kerja."),
    )
    limit_basis = Line(gettext_lazy("Dasar batas waktu"), most=200, required=False)
    fee = Number(gettext_lazy("Biaya (rupiah)"), hint=gettext_lazy("Kosong bila tidak dipungut biaya."))
    fee_basis = Line(gettext_lazy("Dasar biaya"), most=200, required=False)
    law = Lines(gettext_lazy("Dasar hukum"), most=2000, required=False, hint=gettext_lazy("Satu per baris."))
    output = Line(gettext_lazy("Hasil layanan"), most=200, required=False)
    keep_active = Number(
        gettext_lazy("Masa aktif berkas (tahun)"),
        hint=gettext_lazy("Sejak permohonan selesai. Kosong: mengikuti jadwal retensi kota."),
    )
    keep_inactive = Number(gettext_lazy("Masa inaktif berkas (tahun)"))
    keep_fate = forms.ChoiceField(
        label=gettext_lazy("Sesudah masa simpan"),
        choices=[("", gettext_lazy("musnah")), ("permanen", gettext_lazy("permanen"))],
        required=False,
    )
    keep_basis = Line(gettext_lazy("Dasar masa simpan"), most=200, required=False)
    public = forms.BooleanField(
        label=gettext_lazy("Warga dapat mengajukannya sendiri"),
        required=False,
        help_text=gettext_lazy("Bila tidak dicentang, hanya kota yang membukanya."),
    )

    def __init__(self, desks: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = [("", _("Pilih")), *desks]  # type: ignore[attr-defined]

    @staticmethod
    def shown(table: Table) -> Table:
        """The values of the file as this form asks for them."""
        limit, fee, keep = (table.get(name) or {} for name in ("limit", "fee", "retention"))
        return {
            **{name: table.get(name, "") for name in ("name", "summary", "desk", "number_prefix", "output")},
            "life_events": ", ".join(table.get("life_events") or []),
            "hours": limit.get("hours", ""),
            "limit_basis": limit.get("basis", ""),
            "fee": fee.get("amount") or "",
            "fee_basis": fee.get("basis", ""),
            "law": "\n".join(table.get("law") or []),
            **{f"keep_{name}": keep.get(name, "") for name in ("active", "inactive", "fate", "basis")},
            "public": table.get("public", True),
        }

    def clean_number_prefix(self) -> str:
        prefix = str(self.cleaned_data["number_prefix"]).upper()
        if not (2 <= len(prefix) <= 6 and prefix.isascii() and prefix.isalpha()):
            raise forms.ValidationError(_("Dua sampai enam huruf, tanpa angka dan spasi."))
        return prefix

    def clean_hours(self) -> Any:
        if self.cleaned_data["hours"] <= 0:
            raise forms.ValidationError(_("Lebih dari nol."))
        return self.cleaned_data["hours"]

    def values(self) -> Table:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("name", "summary", "desk", "number_prefix", "output")},
            "life_events": methods.slugs(said["life_events"]),
            "limit": {"hours": said["hours"], "basis": said["limit_basis"]},
            "fee": {"amount": said["fee"], "basis": said["fee_basis"]},
            "law": methods.lines(said["law"]),
            "retention": {name: said[f"keep_{name}"] for name in ("active", "inactive", "fate", "basis")},
            "public": None if said["public"] else False,
        }


class PageForm(ItemForm):
    """A page of the form."""

    title = Line(gettext_lazy("Judul halaman"), most=120)
    help = Line(gettext_lazy("Penjelasan"), most=400, required=False)


class QuestionForm(ItemForm):
    """A question. What else is asked depends on its kind."""

    label = Line(gettext_lazy("Pertanyaan"), most=200)
    kind = forms.ChoiceField(label=gettext_lazy("Jenis jawaban"), choices=methods.KINDS)
    hint = Line(gettext_lazy("Petunjuk"), most=300, required=False)

    OPTIONAL = ("note", "group")

    def shown(self, item: Table) -> Table:
        choices = "\n".join(label for _value, label in choices_of(item))
        wanted = item.get("required", False)
        ticked = wanted if isinstance(wanted, bool) else True
        return {**item, "choices": choices, "required": ticked, "accept": item.get("accept") or []}

    def fit(self) -> None:
        kind = str(self.item.get("kind") or "")
        if self.item.get("group"):
            self.fields["kind"].choices = methods.IN_A_GROUP  # type: ignore[attr-defined]
        else:
            pages = [
                (str(row.get("name")), str(row.get("title"))) for row in methods.items(self.table, "halaman")
            ]
            self.choose("page", _("Halaman"), pages)
        if kind not in self.OPTIONAL:
            self.fields["required"] = forms.BooleanField(label=_("Wajib diisi"), required=False)
        getattr(self, f"fit_{kind}", lambda: None)()
        may_know = kind in ("text", "nik", "phone", "email", "date") and not self.item.get("group")
        if may_know and self.item.get("prefill", "") in dict(methods.PREFILLS):
            self.choose("prefill", _("Diisi lebih dahulu dengan"), methods.PREFILLS)

    def fit_choice(self) -> None:
        self.fields["choices"] = Lines(_("Pilihan"), most=4000, hint=_("Satu per baris, paling sedikit dua."))

    def fit_integer(self) -> None:
        self.fields["min"], self.fields["max"] = Number(_("Paling sedikit")), Number(_("Paling banyak"))

    def fit_decimal(self) -> None:
        self.fields["min"] = Number(_("Paling sedikit"), whole=False)
        self.fields["max"] = Number(_("Paling banyak"), whole=False)

    def fit_text(self) -> None:
        self.fields["max_length"] = Number(_("Paling banyak huruf"))

    fit_longtext = fit_text

    def fit_date(self) -> None:
        checks = [
            ("", _("Tanggal apa saja")),
            ("past_date", _("Hari ini atau sebelumnya")),
            ("future_date", _("Hari ini atau sesudahnya")),
        ]
        self.choose("check", _("Tanggal yang diterima"), checks)

    def fit_file(self) -> None:
        self.fields["accept"] = forms.MultipleChoiceField(
            label=_("Jenis berkas"),
            choices=methods.ACCEPT,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["multiple"] = forms.BooleanField(label=_("Boleh beberapa berkas"), required=False)

    def fit_region(self) -> None:
        self.choose("level", _("Tingkat wilayah"), methods.LEVELS)

    def fit_group(self) -> None:
        self.fields["min_rows"] = Number(_("Baris paling sedikit"))
        self.fields["max_rows"] = Number(_("Baris paling banyak"))

    def clean_choices(self) -> list[list[str]]:
        labels = methods.lines(self.cleaned_data["choices"])
        if len(labels) < 2:
            raise forms.ValidationError(_("Tulis paling sedikit dua pilihan."))
        if len(labels) > len(set(labels)):
            raise forms.ValidationError(_("Ada pilihan yang tertulis dua kali."))
        return methods.choices_from(labels, self.item)

    def clean(self) -> Table:
        said = super().clean() or {}
        low, high = said.get("min"), said.get("max")
        if low is not None and high is not None and low > high:
            self.add_error("max", _("Lebih kecil daripada batas bawahnya."))
        return said

    def values(self) -> Table:
        said = dict(self.cleaned_data)
        before = self.item.get("required")
        if said.get("required") and isinstance(before, str):
            said["required"] = before  # required by a condition: that stays
        if said.get("kind") == "file" and not said.get("accept"):
            said["accept"] = [value for value, _label in methods.ACCEPT]
        return said


class DocumentForm(ItemForm):
    """A paper that is asked for."""

    label = Line(gettext_lazy("Nama berkas"), most=160)
    handling = Line(
        gettext_lazy("Cara menyerahkan"),
        most=300,
        required=False,
        hint=gettext_lazy("Misalnya: asli diperlihatkan, atau cukup foto."),
    )

    def fit(self) -> None:
        uploads = [
            (str(row.get("name")), str(row.get("label")))
            for row in methods.items(self.table, "pertanyaan")
            if row.get("kind") == "file"
        ]
        hint = _("Pertanyaan berjenis unggahan yang menerima berkas ini.")
        self.choose("question", _("Diunggah pada"), [("", _("Tidak diunggah")), *uploads], hint)


class RuleForm(ItemForm):
    """A rule: what follows, and the sentence people read."""

    sentence = Lines(
        gettext_lazy("Kalimat yang dibaca pemohon"),
        most=500,
        hint=gettext_lazy("Katakan apa yang terjadi dan bagaimana memperbaikinya."),
    )
    effect = forms.ChoiceField(label=gettext_lazy("Akibat"), choices=methods.EFFECTS)
    audience = forms.ChoiceField(
        label=gettext_lazy("Dibaca oleh"),
        choices=[("all", gettext_lazy("pemohon dan petugas")), ("officer", gettext_lazy("petugas saja"))],
    )
    basis = Line(gettext_lazy("Dasar hukum"), most=200, required=False)

    def fit(self) -> None:
        asked = [
            (str(row.get("name")), str(row.get("label")))
            for row in methods.items(self.table, "pertanyaan")
            if not row.get("group")
        ]
        self.choose("question", _("Ditampilkan di pertanyaan"), [("", _("Di halamannya")), *asked])


#: Steps have a room of their own (`turns`).
FORMS: dict[str, type[ItemForm]] = {
    "halaman": PageForm,
    "pertanyaan": QuestionForm,
    "dokumen": DocumentForm,
    "aturan": RuleForm,
}


class LetterForm(forms.Form):
    """The letter a granted application gives."""

    title = Line(
        gettext_lazy("Judul surat"),
        most=120,
        required=False,
        hint=gettext_lazy("Kosong bila layanan ini tidak menerbitkan surat. Tanpa nama orang."),
    )
    paragraphs = Lines(
        gettext_lazy("Isi surat"),
        most=8000,
        required=False,
        hint=gettext_lazy("Pisahkan alinea dengan satu baris kosong. Jawaban ditulis {seperti_ini}."),
    )

    def __init__(self, known: set[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["paragraphs"].widget.attrs["rows"] = 12

    def clean_title(self) -> str:
        if blanks(self.cleaned_data["title"]):
            raise forms.ValidationError(_("Judul terbaca siapa saja; tulis tanpa jawaban pemohon."))
        return str(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        unknown = [name for name in blanks(said.get("paragraphs") or "") if name not in self.known]
        if unknown:
            names = ", ".join("{" + name + "}" for name in dict.fromkeys(unknown))
            self.add_error("paragraphs", _("Tidak ada pertanyaan bernama %s.") % names)
        if said.get("title") and not said.get("paragraphs") and "paragraphs" not in self.errors:
            self.add_error("paragraphs", _("Tulis isi suratnya."))
        return said

    def values(self) -> Table:
        said = self.cleaned_data
        parts = methods.paragraphs_of(said.get("paragraphs") or "")
        return (
            {"letter": {"title": said["title"], "paragraphs": parts}}
            if said.get("title")
            else {"letter": None}
        )


class ExampleForm(forms.Form):
    """The title of a further example."""

    title = Line(gettext_lazy("Keadaan yang dicontohkan"), most=160)


class PublishForm(forms.Form):
    """What happens to drafts and open cases of the older editions."""

    drafts = forms.ChoiceField(
        label=gettext_lazy("Draf warga"), choices=methods.ENDINGS, widget=forms.RadioSelect
    )
    cases = forms.ChoiceField(
        label=gettext_lazy("Permohonan yang sedang berjalan"),
        choices=methods.ENDINGS,
        widget=forms.RadioSelect,
    )
