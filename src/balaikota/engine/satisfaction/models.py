"""Invitations, which know the case, and sheets, which do not: an answer to the SKM is anonymous."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """One closed case whose applicant is asked, once. Those invited are the population of their quarter."""

    personal = ()
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Service", models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6, help_text="2026-4")
    is_answered = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="invitations_of_unit", fields=["agency", "quarter"])]


class Sheet(models.Model):
    """One person's nine answers, without the person, the case, or the day."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Service", models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6)
    answers = models.JSONField(help_text="{u1: 1–4, …}; a sheet may lack some")
    remark = models.TextField(_("saran"), blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="sheets_of_unit", fields=["agency", "quarter"])]


class Promise(models.Model):
    """What a unit will do about an element that was rated low; a later one stands beside the earlier."""

    personal = ()
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, related_name="+")
    quarter = models.CharField(max_length=6)
    element = models.SlugField()
    text = models.TextField(_("yang akan kami perbaiki"))
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
