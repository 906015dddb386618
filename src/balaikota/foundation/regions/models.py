"""The administrative regions, each under its parent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    PROVINCE = 1, _("Provinsi")
    REGENCY = 2, _("Kabupaten/Kota")
    DISTRICT = 3, _("Kecamatan")
    VILLAGE = 4, _("Kelurahan/Desa")


class Region(models.Model):
    """A region by its Kemendagri code (dotted text: 12, 12.71, 12.71.01, 12.71.01.1001)."""

    personal = ()
    code = models.CharField(_("kode wilayah"), max_length=13, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    level = models.PositiveSmallIntegerField(choices=Level)
    name = models.CharField(_("nama"), max_length=80)
    lat = models.FloatField(null=True, help_text="a point inside the outline, degrees WGS84")
    lon = models.FloatField(null=True)
    outline = models.JSONField(null=True, help_text="GeoJSON geometry, WGS84; not a legal boundary")

    class Meta:
        indexes = [models.Index(name="regions_level_name", fields=["level", "name"])]

    def __str__(self) -> str:
        return self.name
