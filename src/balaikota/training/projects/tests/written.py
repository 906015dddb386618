"""A whole proposal and a marker's words, as this room's tests and the journey tell them."""

PARTS = {
    "title": "Antar dokumen usaha",
    "problem": "Rata-rata 9 hari menunggu izin usaha pada 2025; pelaku UMKM kehilangan pesanan.",
    "own_figures": "412 pemohon, buku loket 2025, dicatat 3 November 2026.",
    "sector_link": "Industri kecil menunggu izin sebelum memasok; LQ tidak berkata mengapa.",
    "idea": "Pemeriksaan berkas dipindah ke kecamatan; wewenangnya ada pada unit ini.",
    "goal": "Lama tunggu turun menjadi 5 hari.",
    "measure": "Hari; awal 9, sasaran 5; pembanding kecamatan lain; catatan permohonan; 1 Juli 2027.",
    "benefit": "Pelaku usaha menerima pesanan lebih cepat.",
    "trial": "Satu kecamatan, enam bulan, kepala seksi; kembali ke loket bila antre lebih lama.",
    "trial_from": "2027-01",
    "trial_until": "2027-06",
    "budget": "Rp25.000.000",
}
FEEDBACK = "Masalahnya terukur; pembandingnya masih perlu dijelaskan."
