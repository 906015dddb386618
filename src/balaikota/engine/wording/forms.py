"""Building a condition without writing it: rows of question, comparison and answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.conditions.methods import condition
from balaikota.engine.wording import methods
from balaikota.engine.wording.methods import Clause, Table
from balaikota.kit import typed as reading
from balaikota.kit.lines import Lines


class ClauseForm(forms.Form):
    """One row of the builder: a question, how, and with what."""

    def __init__(self, asked: list[Table], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {str(row.get("name")): row for row in asked}
        names = [(name, str(row.get("label") or name)) for name, row in self.asked.items()]
        self.fields["question"] = forms.ChoiceField(
            label=_("Pertanyaan"), choices=[("", _("Pilih pertanyaan")), *names], required=False
        )
        question = self.question()
        hows = [(how, methods.HOWS[how][0]) for how in (methods.fitting(question) if question else ())]
        self.fields["how"] = forms.ChoiceField(
            label=_("Hubungan"), choices=hows or [("is", _("adalah"))], required=False
        )
        self.fields["value"] = self.value_field(question or {})

    def question(self) -> Table | None:
        name = (self.data or {}).get(self.add_prefix("question")) if self.is_bound else None
        return self.asked.get(str(name if name is not None else self.initial.get("question", "")))

    def value_field(self, question: Table) -> forms.Field:
        choices = methods.choices_of(question)
        if question.get("kind") == "yesno":
            choices = [("ya", _("ya")), ("tidak", _("tidak"))]
        if choices:
            return forms.ChoiceField(
                label=_("Jawaban"), choices=[("", _("Pilih jawaban")), *choices], required=False
            )
        return forms.CharField(label=_("Jawaban"), max_length=200, required=False)

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data.get("question")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        question, how = self.asked.get(said.get("question") or ""), said.get("how") or ""
        if question is None or how in methods.WITHOUT_VALUE:
            return said
        try:
            said["value"] = methods.compared_with(question, how, said.get("value") or "")
        except reading.Unfit as unfit:
            self.add_error("value", unfit.sentence)
        return said

    def clause(self) -> Clause:
        said = self.cleaned_data
        value = None if said["how"] in methods.WITHOUT_VALUE else said["value"]
        return Clause(said["question"], said["how"], value)


MOST = 12


class ConditionForm(forms.Form):
    """A condition in words: rows, and how they are joined. A row without a question says nothing."""

    joiner = forms.ChoiceField(
        label=gettext_lazy("Bila ada beberapa syarat"),
        choices=[
            (methods.AND, gettext_lazy("semuanya harus benar (dan)")),
            (methods.OR, gettext_lazy("salah satunya cukup (atau)")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, asked: list[Table], told: list[Table], joiner: str, data: Any = None) -> None:
        super().__init__(data, initial={"joiner": joiner or methods.AND})
        self.rows = [
            ClauseForm(asked, data, prefix=f"s{place}", initial=each) for place, each in enumerate(told)
        ]

    @classmethod
    def of(cls, asked: list[Table], clauses: list[Clause], joiner: str) -> "ConditionForm":
        """As it stands in the file; with an empty row when it stands nowhere."""
        told = [{"question": one.question, "how": one.how, "value": _typed(one.value)} for one in clauses]
        return cls(asked, told or [{}], joiner)

    @classmethod
    def posted(cls, asked: list[Table], data: Any) -> "ConditionForm":
        return cls(asked, _told(data), str(data.get("joiner", "")), data)

    @classmethod
    def again(cls, asked: list[Table], data: Any, more: int = 0) -> "ConditionForm":
        """What was typed so far, to go on with: no errors yet, and a row more if one is wanted."""
        return cls(asked, [*_told(data), *([{}] * more)][:MOST], str(data.get("joiner", "")))

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def condition(self) -> str:
        clauses = [row.clause() for row in self.rows if not row.is_empty]
        return methods.written(clauses, self.cleaned_data.get("joiner") or methods.AND)


def _told(data: Any) -> list[Table]:
    places = [place for place in range(MOST) if f"s{place}-question" in data]
    return [
        {name: data.get(f"s{place}-{name}", "") for name in ("question", "how", "value")} for place in places
    ]


def _typed(value: Any) -> Any:
    return ("ya" if value else "tidak") if isinstance(value, bool) else value


class CelForm(forms.Form):
    """A condition written by hand."""

    source = Lines(gettext_lazy("Syarat dalam CEL"), most=2000, required=False)

    def condition(self) -> str:
        return str(self.cleaned_data["source"])

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        try:
            condition(source or "true")
        except Exception as fault:  # the CEL parser raises more than it documents
            first = str(fault).splitlines()[0][:200]
            raise forms.ValidationError(_("Syarat ini tidak dapat dibaca: %s.") % first) from None
        return source
