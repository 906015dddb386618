"""Innovations, who makes them, and what was decided about them."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balaikota.kit.series import YearSeries


class Bentuk(models.TextChoices):
    """Forms of PP 38/2017 (Art. 4-5; article numbers unverified)."""

    TATA_KELOLA = "tata_kelola", _("Inovasi tata kelola pemerintahan daerah")
    PELAYANAN_PUBLIK = "pelayanan_publik", _("Inovasi pelayanan publik")
    LAINNYA = "lainnya", _("Inovasi daerah lainnya sesuai urusan")


class Inisiator(models.TextChoices):
    """Whom PP 38/2017 lets propose."""

    KEPALA_DAERAH = "kepala_daerah", _("Kepala daerah")
    DPRD = "dprd", _("Anggota DPRD")
    ASN = "asn", _("ASN")
    PERANGKAT_DAERAH = "perangkat_daerah", _("Perangkat daerah")
    MASYARAKAT = "masyarakat", _("Anggota masyarakat")


class Urusan(models.TextChoices):
    """Affairs; the first six are the basic services that the index counts."""

    PENDIDIKAN = "pendidikan", _("Pendidikan")
    KESEHATAN = "kesehatan", _("Kesehatan")
    PEKERJAAN_UMUM = "pekerjaan_umum", _("Pekerjaan Umum dan Penataan Ruang")
    PERUMAHAN = "perumahan", _("Perumahan Rakyat dan Kawasan Permukiman")
    KETENTERAMAN = "ketenteraman", _("Ketenteraman, Ketertiban Umum dan Perlindungan Masyarakat")
    SOSIAL = "sosial", _("Sosial")
    DUKCAPIL = "dukcapil", _("Administrasi Kependudukan dan Pencatatan Sipil")
    KOPERASI_UKM = "koperasi_ukm", _("Koperasi, Usaha Kecil, dan Menengah")
    KOMUNIKASI = "komunikasi", _("Komunikasi dan Informatika")
    LAINNYA = "lainnya", _("Urusan lain")


class Stage(models.TextChoices):
    DRAFT = "draft", _("rancangan, belum diusulkan")
    PROPOSED = "proposed", _("diusulkan")
    RETURNED = "returned", _("perlu dilengkapi")
    UNFIT = "unfit", _("tidak layak")
    FIT = "fit", _("layak, ditetapkan")
    TRIAL = "trial", _("uji coba")
    ADOPTED = "adopted", _("diterapkan")
    STOPPED = "stopped", _("dihentikan")


class NumberSeries(YearSeries):
    """The numbers of innovations: INV-2026-0001."""

    personal = ()


class Innovation(models.Model):
    """One innovation, from the proposal on."""

    personal = ()
    number = models.SlugField(_("nomor inovasi"), max_length=24, unique=True)
    title = models.CharField(_("nama inovasi"), max_length=160)
    bentuk = models.CharField(_("bentuk"), max_length=20, choices=Bentuk)
    urusan = models.CharField(_("urusan"), max_length=20, choices=Urusan)
    is_digital = models.BooleanField(_("digital"), default=False)
    inisiator = models.CharField(_("inisiator"), max_length=20, choices=Inisiator)
    problem = models.TextField(_("masalah"))
    design = models.TextField(_("rancang bangun dan pokok perubahan"))
    goal = models.TextField(_("tujuan"))
    benefit = models.TextField(_("manfaat"))
    criteria = models.JSONField(default=dict, help_text="{criterion of PP 38/2017: why it holds}")
    trial_from = models.CharField(_("uji coba sejak"), max_length=7)
    trial_until = models.CharField(_("uji coba sampai"), max_length=7)
    budget = models.BigIntegerField(_("anggaran"), default=0, help_text="rupiah")
    service = models.SlugField(_("layanan yang diubah"), blank=True)
    kbli = models.CharField(_("kelompok usaha (KBLI)"), max_length=5, blank=True)
    proposer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey("organisations.Agency", models.PROTECT, null=True, related_name="+")
    idea = models.ForeignKey("ideas.Idea", models.PROTECT, null=True, related_name="innovations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="adoptions")
    plan = models.OneToOneField("evidence.Plan", models.PROTECT, null=True, related_name="innovation")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PROPOSED)
    note = models.TextField(blank=True, help_text="what the reviewer said last")
    decree = models.CharField(_("keputusan"), max_length=160, blank=True)
    regulation = models.CharField(_("dasar penerapan"), max_length=160, blank=True)
    lessons = models.TextField(_("pelajaran"), blank=True)
    reward = models.CharField(_("penghargaan"), max_length=160, blank=True)
    from_elsewhere = models.CharField(max_length=160, blank=True, help_text="the city it was brought in from")
    proposed_at = models.DateTimeField(default=timezone.now)
    stage_since = models.DateTimeField(default=timezone.now)
    adopted_on = models.DateField(null=True)
    is_sample = models.BooleanField(_("data contoh"), default=False)

    class Meta:
        indexes = [models.Index(name="innovations_by_stage", fields=["stage", "-stage_since"])]
        constraints = [
            models.CheckConstraint(
                name="tried_with_a_plan",
                condition=~models.Q(stage__in=["trial", "adopted"]) | models.Q(plan__isnull=False),
            ),
            models.CheckConstraint(
                name="adopted_by_regulation",
                condition=~models.Q(stage="adopted")
                | ~models.Q(regulation="") & models.Q(adopted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="stopped_with_lessons", condition=~models.Q(stage="stopped") | ~models.Q(lessons="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("life:innovation", args=[self.number])


class Member(models.Model):
    """Somebody of the team, what they are in it and what they did."""

    personal = ()
    innovation = models.ForeignKey(Innovation, models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    role = models.CharField(_("peran"), max_length=80)
    contribution = models.CharField(_("sumbangan"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="of the certificate")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="once_in_a_team", fields=["innovation", "person"])]
