"""What the templates of this room ask for."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
LISTS = {
    "verifikasi": _("Perlu verifikasi"),
    "teks": _("Teks ditahan"),
    "ditunda": _("Ditunda"),
    "diteruskan": _("Diteruskan ke luar"),
    "terlambat": _("Lewat batas, seluruh kota"),
    "baru": _("Baru di unit"),
    "dikerjakan": _("Dikerjakan"),
    "menunggu": _("Menunggu pelapor"),
    "selesai": _("Selesai"),
}


@register.filter
def list_label(name: str) -> str | Promise:
    """What a list of the desk is called."""
    return LISTS.get(name, name)
