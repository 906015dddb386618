"""A report in work is called one word everywhere; the column itself stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_applications_from_complaints")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="status",
            field=models.CharField(
                choices=[
                    ("terkirim", "Terkirim, menunggu verifikasi"),
                    ("ditunda", "Ditunda, perlu dilengkapi pelapor"),
                    ("bukan_wewenang", "Bukan wewenang, diteruskan"),
                    ("terverifikasi", "Terverifikasi, disposisi ke perangkat daerah"),
                    ("proses", "Dikerjakan"),
                    ("menunggu_pelapor", "Menunggu tanggapan pelapor"),
                    ("selesai", "Selesai"),
                    ("dibuka_kembali", "Dibuka kembali oleh pelapor"),
                    ("diarsipkan", "Diarsipkan dengan alasan"),
                ],
                default="terkirim",
                max_length=20,
            ),
        )
    ]
