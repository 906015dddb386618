"""Articles, and every version of them that was ever saved."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.information.review.models import Reviewed


class Kind(models.TextChoices):
    """What sort of text it is; decided when it is begun."""

    NEWS = "berita", _("Berita")
    ANNOUNCEMENT = "pengumuman", _("Pengumuman")
    QUESTION = "tanya-jawab", _("Tanya jawab")
    DOCUMENT = "dokumen-publik", _("Dokumen publik")


class Topic(models.TextChoices):
    GOVERNMENT = "pemerintahan", _("Pemerintahan")
    RESIDENTS = "kependudukan", _("Kependudukan")
    HEALTH = "kesehatan", _("Kesehatan")
    SCHOOLS = "pendidikan", _("Pendidikan")
    ROADS = "jalan-dan-drainase", _("Jalan dan drainase")
    ENVIRONMENT = "lingkungan", _("Lingkungan dan sampah")
    DISASTERS = "kebencanaan", _("Kebencanaan")
    BUSINESS = "usaha", _("Usaha dan UMKM")
    TAXES = "pajak-dan-retribusi", _("Pajak dan retribusi")
    WELFARE = "sosial", _("Bantuan sosial")
    TRANSPORT = "transportasi", _("Transportasi")
    CULTURE = "budaya-dan-wisata", _("Budaya dan wisata")


class Kategori(models.TextChoices):
    """How a public document must be made known (UU 14/2008 pasal 9, 10, 11)."""

    BERKALA = "berkala", _("Informasi berkala")
    SERTA_MERTA = "serta-merta", _("Informasi serta-merta")
    SETIAP_SAAT = "setiap-saat", _("Informasi setiap saat")


class Article(Reviewed):
    """One public address, and what stands there. Its words are in its versions."""

    personal = ()
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True, help_text="for good: an address never changes")
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    topic = models.CharField(_("topik"), max_length=24, choices=Topic)
    kategori = models.CharField(_("kategori keterbukaan"), max_length=12, choices=Kategori, blank=True)
    head = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", help_text="the newest")
    live = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+", help_text="the public's")
    begun_at = models.DateTimeField(default=timezone.now)
    public_at = models.DateTimeField(_("terbit"), null=True, help_text="when it was first published")
    changed_at = models.DateTimeField(_("diubah"), null=True, help_text="when `live` changed last")
    shown_at = models.DateTimeField(null=True, help_text="when anything the public sees changed last")
    checked_at = models.DateTimeField(_("diperiksa"), null=True)
    checked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    check_by = models.DateField(_("periksa lagi sebelum"), null=True)
    asked_at = models.DateTimeField(null=True, help_text="when editors were told that it has to be checked")
    withdrawn_at = models.DateTimeField(_("ditarik"), null=True)
    withdrawn_reason = models.TextField(_("alasan ditarik"), blank=True, help_text="the public reads it")
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="article_public_has_its_day",
                condition=Q(live=None) | Q(public_at__isnull=False, shown_at__isnull=False),
            ),
            models.CheckConstraint(
                name="article_withdrawn_says_why",
                condition=Q(withdrawn_at=None) | (Q(live=None) & ~Q(withdrawn_reason="")),
            ),
            models.CheckConstraint(
                name="article_published_is_live", condition=~Q(stage="published") | Q(live=F("head"))
            ),
        ]
        indexes = [
            models.Index(
                name="articles_public", fields=["-public_at", "-id"], condition=Q(live__isnull=False)
            ),
            models.Index(
                name="articles_kind", fields=["kind", "-public_at", "-id"], condition=Q(live__isnull=False)
            ),
            models.Index(
                name="articles_topic", fields=["topic", "-public_at", "-id"], condition=Q(live__isnull=False)
            ),
            models.Index(name="articles_shown", fields=["-shown_at"]),
            models.Index(name="articles_touched", fields=["-touched_at", "-id"]),
            models.Index(name="articles_check", fields=["check_by"], condition=Q(live__isnull=False)),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """It was public, and is no more."""
        return self.withdrawn_at is not None

    @property
    def is_overdue(self) -> bool:
        """Nobody has looked since the day by which somebody should have."""
        return self.is_public and self.check_by is not None and self.check_by < timezone.localdate()

    @property
    def is_document(self) -> bool:
        return self.kind == Kind.DOCUMENT

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.slug])

    @property
    def desk_url(self) -> str:
        return reverse("articles:written", args=[self.pk])


class Version(models.Model):
    """What was saved once, word for word; never changed. One that lost a race is kept aside."""

    personal = ()
    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField(null=True, help_text="the number its writer had before them")
    is_aside = models.BooleanField(default=False, help_text="saved while a colleague had saved already")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    restored_from = models.PositiveIntegerField(null=True)

    topic = models.CharField(_("topik"), max_length=24, choices=Topic)
    title = models.CharField(_("judul"), max_length=160)
    title_en = models.CharField(_("judul (Inggris)"), max_length=160, blank=True)
    summary = models.CharField(_("ringkasan"), max_length=300, blank=True)
    summary_en = models.CharField(_("ringkasan (Inggris)"), max_length=300, blank=True)
    body = models.TextField(_("isi"), blank=True)
    body_en = models.TextField(_("isi (Inggris)"), blank=True)
    picture = models.UUIDField(_("gambar"), null=True)
    picture_alt = models.CharField(_("teks pengganti gambar"), max_length=200, blank=True)
    picture_alt_en = models.CharField(_("teks pengganti gambar (Inggris)"), max_length=200, blank=True)
    kategori = models.CharField(_("kategori keterbukaan"), max_length=12, choices=Kategori, blank=True)
    nomor = models.CharField(_("nomor dokumen"), max_length=80, blank=True)
    tahun = models.PositiveSmallIntegerField(_("tahun"), null=True)
    penerbit = models.CharField(_("penerbit"), max_length=160, blank=True)
    file = models.UUIDField(_("berkas"), null=True)
    publish_at = models.DateTimeField(_("terbitkan pada"), null=True)
    check_by = models.DateField(_("periksa lagi sebelum"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_version_of_each_number", fields=["article", "number"]),
            models.CheckConstraint(
                name="version_picture_has_words", condition=Q(picture=None) | ~Q(picture_alt="")
            ),
        ]


#: What a writer fills in: compared, restored and checked by these names.
CONTENT = ("topic", "title", "title_en", "summary", "summary_en", "body", "body_en", "picture", "picture_alt",
           "picture_alt_en", "kategori", "nomor", "tahun", "penerbit", "file", "publish_at", "check_by")  # fmt: skip
