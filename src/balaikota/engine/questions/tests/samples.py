"""A small service that uses every kind of question."""

SAMPLE = """
code = "surat-contoh"
name = "Surat Contoh"
summary = "Surat untuk mencoba."
desk = "dukcapil"
life_events = ["melahirkan"]
keywords = ["coba"]
number_prefix = "CTH"
law = ["UU 25/2009"]
output = "Surat"
[limit]
hours = 24
basis = "Permendagri 19/2018"
confidence = "low"
[fee]
amount = 0
basis = "UU 24/2013 pasal 79A"
[[steps]]
name = "verifikasi"
label = "Pemeriksaan berkas"
duty = "verify"
[[steps]]
name = "putusan"
label = "Putusan"
duty = "decide"
[[steps.instead]]
when = "hari_antara(tanggal_lahir, hari_ini) > 60"
duty = "head"
label = "Putusan kepala dinas"

[[pages]]
name = "pelapor"
title = "Tentang Anda"
[[pages]]
name = "bayi"
title = "Tentang bayi"
[[pages]]
name = "nikah"
title = "Pernikahan orang tua"
when = "!(fakta.keluarga.ada) || menikah == true"
[[pages]]
name = "saksi"
title = "Saksi"
when = "ada_surat == false"

[[questions]]
page = "pelapor"
name = "pelapor_nama"
kind = "text"
label = "Nama Anda"
required = true
prefill = "pemohon.nama"
locked = true
check = "name"
[[questions]]
page = "pelapor"
name = "pelapor_nik"
kind = "nik"
label = "NIK Anda"
required = true
prefill = "pemohon.nik"
locked = true
[[questions]]
page = "pelapor"
name = "telepon"
kind = "phone"
label = "Nomor telepon"
required = "!ada(surel)"
[[questions]]
page = "pelapor"
name = "surel"
kind = "email"
label = "Email"
[[questions]]
page = "pelapor"
name = "alamat"
kind = "region"
label = "Kelurahan"
level = "village"
[[questions]]
page = "bayi"
name = "pesan"
kind = "note"
label = "Tulis sesuai surat lahir."
[[questions]]
page = "bayi"
name = "anak_nama"
kind = "text"
label = "Nama anak"
required = true
max_length = 60
check = "name"
[[questions]]
page = "bayi"
name = "tanggal_lahir"
kind = "date"
label = "Tanggal lahir"
required = true
check = "past_date"
[[questions]]
page = "bayi"
name = "jam_lahir"
kind = "time"
label = "Jam lahir"
[[questions]]
page = "bayi"
name = "berat"
kind = "decimal"
label = "Berat (kg)"
min = 0.3
max = 8
[[questions]]
page = "bayi"
name = "kelahiran_ke"
kind = "integer"
label = "Kelahiran ke"
min = 1
max = 20
[[questions]]
page = "bayi"
name = "ada_surat"
kind = "yesno"
label = "Ada surat keterangan lahir?"
required = true
[[questions]]
page = "bayi"
name = "surat"
kind = "file"
label = "Surat keterangan lahir"
when = "ada_surat == true"
required = true
accept = ["pdf", "jpg", "png", "heic"]
[[questions]]
page = "bayi"
name = "penolong"
kind = "choice"
label = "Penolong kelahiran"
required = true
choices = [["dokter", "Dokter"], ["bidan", "Bidan"], ["lainnya", "Lainnya"]]
[[questions]]
page = "bayi"
name = "penolong_lain"
kind = "text"
label = "Siapa?"
when = "penolong == 'lainnya'"
required = true
[[questions]]
page = "bayi"
name = "menikah"
kind = "yesno"
label = "Orang tua menikah?"
[[questions]]
page = "nikah"
name = "ayah"
kind = "person"
label = "Ayah"
required = true
check = "name"
[[questions]]
page = "nikah"
name = "nomor_kk"
kind = "kk"
label = "Nomor KK"
[[questions]]
page = "saksi"
name = "saksi"
kind = "group"
label = "Saksi"
min_rows = 2
max_rows = 3
[[questions]]
group = "saksi"
name = "saksi_nama"
kind = "text"
label = "Nama saksi"
required = true
[[questions]]
group = "saksi"
name = "saksi_kenal"
kind = "yesno"
label = "Kenal keluarga?"
required = true
[[questions]]
group = "saksi"
name = "saksi_sebagai"
kind = "text"
label = "Sebagai apa?"
when = "saksi_kenal == true"
required = true
[[questions]]
page = "saksi"
name = "keterangan"
kind = "longtext"
label = "Keterangan"

[[documents]]
name = "kk"
label = "Kartu Keluarga"
when = "!fakta.keluarga.ada"
[[documents]]
name = "surat_lahir"
label = "Surat keterangan lahir"
when = "ada_surat == true"
question = "surat"
[[documents]]
name = "sptjm"
label = "SPTJM kebenaran data kelahiran"
when = "ada_surat == false"
form = "F-2.03"

[[rules]]
id = "birth-60"
when = "hari_antara(tanggal_lahir, hari_ini) > 60"
effect = "require"
sentence = "Lebih dari 60 hari: kepala dinas yang memutus."
question = "tanggal_lahir"
basis = "UU 24/2013 pasal 32"
[[rules]]
id = "kembar"
when = "kelahiran_ke > 15"
effect = "block"
sentence = "Periksa urutan kelahiran."
question = "kelahiran_ke"

[example]
anak_nama = "Melati Putri"
pelapor_nama = "Sari Dewi"
pelapor_nik = "1271015501909991"
telepon = "0812 3456 7890"
tanggal_lahir = "2026-01-02"
ada_surat = false
penolong = "bidan"
[[example.saksi]]
saksi_nama = "Budi Santoso"
saksi_kenal = false
[[example.saksi]]
saksi_nama = "Tono Wijaya"
saksi_kenal = true
saksi_sebagai = "tetangga"
"""
