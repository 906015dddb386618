"""A small service of our own, with everything a case can meet."""

import pytest
from tests import cast

SERVICE = """
code = "surat-domisili"
name = "Surat Keterangan Domisili"
summary = "Surat yang menerangkan di mana Anda tinggal."
desk = "dukcapil"
life_events = ["pindah"]
number_prefix = "DOM"
public = true

[limit]
hours = 48
basis = "Contoh"
confidence = "low"

[[steps]]
name = "verifikasi"
label = "Pemeriksaan berkas"
duty = "verify"

[[steps]]
name = "putusan"
label = "Putusan"
duty = "decide"

[[steps.instead]]
when = "sejak != null && hari_antara(sejak, hari_ini) > 60"
duty = "head"
label = "Putusan kepala dinas"

[[pages]]
name = "diri"
title = "Tentang Anda"

[[pages]]
name = "tempat"
title = "Tempat tinggal"
help = "Tempat Anda tidur malam ini."

[[pages]]
name = "kos"
title = "Pemilik kos"
when = "jenis == 'kos'"

[[questions]]
page = "diri"
name = "nama"
kind = "text"
label = "Nama lengkap"
required = true
prefill = "pemohon.nama"
locked = true

[[questions]]
page = "diri"
name = "keperluan"
kind = "text"
label = "Keperluan"
required = true
max_length = 60

[[questions]]
page = "tempat"
name = "jenis"
kind = "choice"
label = "Jenis tempat tinggal"
required = true
choices = [["rumah", "Rumah sendiri"], ["kos", "Kos"]]

[[questions]]
page = "tempat"
name = "sejak"
kind = "date"
label = "Tinggal sejak"
required = true

[[questions]]
page = "tempat"
name = "foto"
kind = "file"
label = "Foto tempat tinggal"
required = "jenis == 'rumah'"
accept = ["pdf", "jpg", "png"]

[[questions]]
page = "kos"
name = "pemilik"
kind = "text"
label = "Nama pemilik kos"
required = true

[[documents]]
name = "surat_pengantar"
label = "Surat pengantar lingkungan"
when = "fakta.pemohon.nik != null"
handling = "Dari kepala lingkungan."

[[documents]]
name = "pernyataan_kos"
label = "Pernyataan tinggal di kos"
when = "jenis == 'kos'"
form = "F-0.00"

[[rules]]
id = "sejak-besok"
when = "sejak != null && hari_antara(sejak, hari_ini) < 0"
effect = "block"
sentence = "Tanggal ini belum tiba. Isi tanggal Anda mulai tinggal."
question = "sejak"

[[rules]]
id = "lama"
when = "sejak != null && hari_antara(sejak, hari_ini) > 60"
effect = "info"
sentence = "Karena sudah lebih dari 60 hari, kepala dinas yang memutus."
question = "sejak"

[example]
nama = "Sari"
keperluan = "Mendaftar sekolah"
jenis = "rumah"
sejak = 2026-11-20
foto = ["8a3f0f0e-6f0c-4c43-9d0a-2a1b6a0e5c11"]
"""


@pytest.fixture
def slug(db: None) -> str:
    """The code of the published service."""
    return cast.a_service(SERVICE)
