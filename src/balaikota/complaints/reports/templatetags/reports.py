"""How the state of a report is shown. `{% load reports %}{% state row.status row.closed_reason %}`"""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balaikota.complaints.reports import methods
from balaikota.complaints.reports.models import Reason, Status

register = template.Library()
SHORT = {
    Status.TERKIRIM: _("menunggu verifikasi"),
    Status.DITUNDA: _("perlu dilengkapi"),
    Status.BUKAN_WEWENANG: _("diteruskan ke luar kota"),
    Status.TERVERIFIKASI: _("terverifikasi"),
    Status.PROSES: _("dikerjakan"),
    Status.MENUNGGU_PELAPOR: _("menunggu pelapor"),
    Status.DIBUKA_KEMBALI: _("dibuka kembali"),
}


#: What happened, as the subject of a letter: the state may have changed again before it is read.
HAPPENED = {
    "sent": _("laporan Anda diterima"),
    "verified": _("terverifikasi"),
    "postponed": _("perlu dilengkapi"),
    "forwarded": _("diteruskan ke luar kota"),
    "archived": _("diarsipkan dengan alasan"),
    "taken_up": _("mulai dikerjakan"),
    "progressed": _("kabar dari unit"),
    "asked": _("petugas bertanya kepada Anda"),
    "handed_over": _("dioper ke unit lain"),
    "completed": _("dinyatakan selesai"),
    "lapsed": _("ditutup karena tidak dijawab"),
}


@register.filter
def happened(event_name: str) -> str:
    """What a `reports.` event says in two or three words."""
    return str(HAPPENED[event_name.rpartition(".")[2]])


@register.inclusion_tag("ui/badge.html")
def state(status: str, closed_reason: str = "") -> dict[str, Any]:
    """A badge in one or two words. Closed is not fixed: a closed one says its reason."""
    label = SHORT.get(Status(status)) or (Reason(closed_reason).label if closed_reason else "")
    return {"label": label, "tone": methods.tone(status, closed_reason)}


@register.filter
def topic_label(row: dict[str, Any]) -> str:
    """The name of a row's topic in the language of the page."""
    return str(row["topic_name_en"] if get_language() == "en" else row["topic_name"])
