"""`{{ seconds|as_time }}`: a length of time as a person says it."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def as_time(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return _("%(hours)d jam %(minutes)d menit") % {"hours": hours, "minutes": minutes}
    return _("%d menit") % minutes if minutes else _("kurang dari 1 menit")
