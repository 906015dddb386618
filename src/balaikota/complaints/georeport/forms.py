"""What a program asks for and what it posts, turned into clean values; every fault at once, in words for people."""

import math
import re
import sys
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.complaints.georeport import methods
from balaikota.complaints.georeport.methods import Bound, Faulty, Sent, Wanted
from balaikota.kit import typed

STATUSES = ("open", "closed")
KEY = re.compile(r"[A-Za-z0-9_-]{8,80}")
_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]+)\](\[\])?")


class Moment(forms.Field):
    """A date, or a moment with its offset."""

    def to_python(self, value: Any) -> Bound | None:
        if not value:
            return None
        try:
            return methods.bound(value, timezone.get_current_timezone())
        except ValueError:
            raise ValidationError(
                _("tulis seperti 2026-01-31T08:00:00+07:00, …Z, atau 2026-01-31.")
            ) from None


class Several(forms.Field):
    """Values with commas between them."""

    def to_python(self, value: Any) -> tuple[str, ...]:
        parts = (part.strip() for part in (value or "").split(","))
        return tuple(dict.fromkeys(part for part in parts if part))


class RequestsForm(forms.Form):
    """The filters of GET requests. An empty one is as good as none ("Optional Arguments")."""

    service_request_id = Several(required=False)
    service_code = Several(required=False)
    status = Several(required=False)
    start_date = Moment(required=False)
    end_date = Moment(required=False)
    updated_after = Moment(required=False)
    updated_before = Moment(required=False)
    q = forms.CharField(required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=methods.MOST)
    extensions = forms.CharField(required=False)

    def clean_service_request_id(self) -> tuple[str, ...]:
        return self._few("service_request_id")

    def clean_service_code(self) -> tuple[str, ...]:
        return self._few("service_code")

    def _few(self, name: str) -> tuple[str, ...]:
        given: tuple[str, ...] = self.cleaned_data[name]
        if len(given) > methods.MOST:
            raise ValidationError(_("paling banyak %d sekaligus.") % methods.MOST)
        return given

    def clean_status(self) -> tuple[str, ...]:
        given = tuple(each.lower() for each in self.cleaned_data["status"])
        if set(given) - set(STATUSES):
            raise ValidationError(_("pilih open, closed, atau keduanya dengan koma."))
        return given

    def clean_extensions(self) -> bool:
        given = self.cleaned_data["extensions"].lower()
        if given not in ("", "true", "false", "1", "0"):
            raise ValidationError(_("tulis true atau false."))
        return given in ("true", "1")

    def wanted(self, now: datetime) -> Wanted:
        """The filter as asked. Raises `Faulty` with every reason."""
        if not self.is_valid():
            raise Faulty(400, *_sentences(self))
        said = self.cleaned_data
        after, before = said["updated_after"], said["updated_before"]
        try:
            span = methods.span(
                said["start_date"], said["end_date"], is_changeset=bool(after or before), now=now
            )
        except ValueError:
            raise Faulty(400, _("start_date, end_date: paling lama 90 hari.")) from None
        return Wanted(
            numbers=said["service_request_id"],
            codes=said["service_code"],
            statuses=said["status"],
            since=span[0],
            before=span[1],
            changed_since=after.at if after else None,
            changed_before=before.until if before else None,
            words=said["q"],
            page=said["page"] or 1,
            size=said["page_size"] or methods.MOST,
            extended=said["extensions"],
        )


def _sentences(form: forms.Form) -> list[str]:
    return [
        f"{name}: {said}" if name != "__all__" else str(said)
        for name, all_said in form.errors.items()
        for said in all_said
    ]


class PostForm(forms.Form):
    """POST requests: the standard's arguments. The answers to a topic's own questions are read beside it."""

    lat = forms.FloatField(required=False, min_value=-90, max_value=90)
    long = forms.FloatField(required=False, min_value=-180, max_value=180)
    address_string = forms.CharField(required=False, max_length=200)
    address_id = forms.CharField(required=False, max_length=40)
    email = forms.EmailField(required=False)
    device_id = forms.CharField(required=False, max_length=200)
    account_id = forms.CharField(required=False, max_length=200)
    first_name = forms.CharField(required=False, max_length=80)
    last_name = forms.CharField(required=False, max_length=80)
    phone = forms.CharField(required=False, max_length=30)
    description = forms.CharField(required=False, max_length=methods.LONGEST, strip=True)
    media_url = forms.CharField(required=False, max_length=2000)
    idempotency_key = forms.RegexField(
        KEY,
        required=False,
        error_messages={"invalid": gettext_lazy("8 sampai 80 huruf, angka, garis, atau garis bawah.")},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        has_lat, has_long = said.get("lat") is not None, said.get("long") is not None
        if has_lat != has_long and not {"lat", "long"} & set(self.errors):
            raise ValidationError(_("lat, long: kirim keduanya."))
        places = (has_lat, said.get("address_string"), said.get("address_id"))
        if not any(places) and not self.errors:
            raise ValidationError(_("Tempat wajib ada: lat dan long, address_string, atau address_id."))
        return said


def sent(data: QueryDict, questions: list[dict[str, Any]], code: str, key: str) -> Sent:
    """What was posted for one topic. Raises `Faulty` with every reason."""
    said: dict[str, Any] = {name: _seen(value) for name, value in data.dict().items()}
    form = PostForm(said if said.get("idempotency_key") else said | {"idempotency_key": key})
    faults = [] if form.is_valid() else _sentences(form)
    attributes, more = answers(data, questions)
    if faults or more:
        raise Faulty(400, *faults, *more)
    clean = form.cleaned_data
    plain = {name: clean[name] for name in _KEPT}
    return Sent(
        code=code,
        lat=clean["lat"],
        lon=clean["long"],
        address=" ".join(clean["address_string"].split()),
        description=clean["description"].replace("\r\n", "\n"),
        attributes=attributes,
        key=clean["idempotency_key"],
        **plain,
    )


def _seen(value: Any) -> str:
    """Composed letters without signs that nobody sees; how long it may be is the field's to say."""
    return typed.text(str(value), most=sys.maxsize, is_long=True)


#: `device_id` is read and let go: nothing here needs it (UU 27/2022 pasal 27, no more data than the purpose asks).
_KEPT = ("address_id", "email", "phone", "first_name", "last_name", "account_id", "media_url")


def answers(data: QueryDict, questions: list[dict[str, Any]]) -> tuple[dict[str, list[str]], list[str]]:
    """`attribute[CODE]=…` and `attribute[CODE][]=…` as clean values by code, and what is wrong with them."""
    given: dict[str, list[str]] = {}
    for name, values in data.lists():
        if match := _ATTRIBUTE.fullmatch(name):
            kept = [clean for value in values if (clean := _seen(value))]
            given.setdefault(match.group(1), []).extend(kept)
    given = {code: values for code, values in given.items() if values}
    asked = {question["code"]: question for question in questions}
    faults = [
        f"attribute[{code}]: " + _("tidak ditanyakan untuk service_code ini.")
        for code in given.keys() - asked
    ]
    for code, question in asked.items():
        if reason := _amiss(question, given.get(code, [])):
            faults.append(f"attribute[{code}]: {reason}")
    return given, faults


def _amiss(question: dict[str, Any], values: list[str]) -> str:
    """Why these answers do not fit the question; empty when they do."""
    if not values:
        return _("wajib diisi.") if question.get("required") else ""
    kind = question["datatype"]
    if kind != "multivaluelist" and len(values) > 1:
        return _("hanya satu nilai.")
    keys = [value[0] for value in question.get("values", ())]
    if kind in ("singlevaluelist", "multivaluelist") and set(values) - set(keys):
        return _("pilih dari: %s.") % ", ".join(keys)
    return _unfit(kind, values[0])


def _unfit(kind: str, value: str) -> str:
    if len(value) > (methods.LONGEST if kind == "text" else 255):
        return _("terlalu panjang.")
    if kind == "string" and "\n" in value:
        return _("hanya satu baris.")
    if kind == "number" and not _is_number(value):
        return _("tulis angka, seperti 12 atau 2.5.")
    if kind == "datetime" and not _is_moment(value):
        return _("tulis seperti 2026-01-31T08:00:00+07:00, …Z, atau 2026-01-31.")
    return ""


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value)) and "_" not in value
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    try:
        return bool(methods.bound(value, timezone.get_current_timezone()))
    except ValueError:
        return False
