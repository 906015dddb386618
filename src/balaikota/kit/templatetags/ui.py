"""The components that are tags. The leaves are templates in `ui/`; every one has its sample on `/kit/`.

{% panel title=_("Riwayat") id="riwayat" %}…{% endpanel %}
{% field form.nama_anak %}      label, hint, error and widget of any bound field
{% fields form %}               all visible fields of a form, and its hidden ones
{% errors form %}               the error summary; put it above the form, it takes the focus
{{ amount|rupiah }}             Rp15.000
"""

from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from balaikota.kit import rupiah as reader

register = template.Library()


@register.simple_block_tag
def panel(content: str, title: str, id: str) -> str:
    """A titled box. Its id is the htmx target, so it is never optional."""
    return render_to_string("ui/panel.html", {"content": content, "title": title, "id": id})


def _described_by(bound: BoundField, hint: str) -> str:
    ids = []
    if hint:
        ids.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str = "") -> SafeString:
    """A form field with everything around it that a person or a screen reader needs."""
    if not bound:
        return mark_safe("")
    if bound.is_hidden:
        return mark_safe(str(bound))
    widget = bound.field.widget
    hint = hint or str(bound.help_text)
    described_by = _described_by(bound, hint)
    is_group = bound.use_fieldset or isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    attrs: dict[str, str | bool] | None = (
        {"aria-describedby": described_by} if described_by and not is_group else None
    )
    context = {
        "field": bound,
        "label": label or bound.label,
        "hint": hint,
        "control": bound.as_widget(attrs=attrs),
        "described_by": described_by,
        "is_group": is_group,
        "is_check": isinstance(widget, CheckboxInput),
        "kind": type(widget).__name__.lower(),
    }
    return mark_safe(render_to_string("ui/field.html", context))


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """Every field of a form, in order."""
    return mark_safe("".join(field(bound) for bound in form))


def _focusable_id(bound: BoundField) -> str:
    """The id of the control a link can land on; a group is entered at its first choice."""
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm | None) -> dict[str, Any]:
    """Everything that is wrong with a form, each a link to its field. Empty when nothing is."""
    if form is None or not form.is_bound or not form.errors:
        return {"rows": []}
    rows = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = "" if bound.is_hidden else f"#{_focusable_id(bound)}"
        label = str(bound.label).rstrip(" .:?")
        rows += [{"text": text, "href": href, "label": label} for text in bound.errors]
    return {"rows": rows}


@register.filter
def rupiah(amount: int | Decimal | str | None) -> str:
    """Rupiah as the city writes it: Rp15.000."""
    if amount is None or amount == "":
        return ""
    return reader.written(Decimal(amount))


_assets: dict[str, str] = {}


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file. A missing one costs the page its colours, never the page itself."""
    found = _assets.get(path)
    if found is None:
        try:
            found = staticfiles_storage.url(path)
        except ValueError:
            return ""
        if not settings.DEBUG:  # named after its content: the same until the next start
            _assets[path] = found
    return found
