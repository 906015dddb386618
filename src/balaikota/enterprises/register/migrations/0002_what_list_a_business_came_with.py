"""The list a business came with stands with the business; numbers that are looked for whole have one index, not two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def key(to: str, related: str = "+") -> models.ForeignKey:
    return models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related, to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0001_businesses_and_their_owners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "enterprise", "list_key", models.UUIDField(null=True, help_text="the office's list it came with")
        ),
        migrations.AddField(
            "enterprise", "list_sheet", models.PositiveSmallIntegerField(null=True, help_text="from 0")
        ),
        migrations.AddField(
            "enterprise",
            "list_row",
            models.PositiveIntegerField(null=True, help_text="as the program shows it"),
        ),
        migrations.AlterField(
            "enterprise", "nib", models.CharField(blank=True, max_length=13, verbose_name="NIB")
        ),
        migrations.AlterField("enterprise", "npwp_index", models.CharField(blank=True, max_length=64)),
        migrations.AlterField("owner", "nik_index", models.CharField(blank=True, max_length=64)),
        migrations.AlterField(
            "condition",
            "enterprise",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="conditions",
                to="register.enterprise",
            ),
        ),
        migrations.AddIndex("enterprise", models.Index(fields=["nib"], name="enterprises_by_nib")),
        migrations.AddIndex(
            "enterprise",
            models.Index(
                condition=models.Q(("list_key__isnull", False)), fields=["list_key"], name="enterprises_by_list"
            ),
        ),
        migrations.AddIndex("owner", models.Index(fields=["nik_index"], name="owners_by_nik")),
        migrations.AlterField("enterprise", "kelurahan", key("regions.region")),
        migrations.AlterField("enterprise", "registered_by", key(settings.AUTH_USER_MODEL)),
        migrations.AlterField("enterprise", "merged_into", key("register.enterprise", related="doubles")),
        migrations.AlterField("owner", "person", key(settings.AUTH_USER_MODEL)),
        migrations.AlterField("condition", "by", key(settings.AUTH_USER_MODEL)),
        migrations.AlterField(
            "enterprise",
            "number",
            models.CharField(help_text="UMK-2026-000001", max_length=16, verbose_name="nomor register"),
        ),
        migrations.AddConstraint(
            "enterprise", models.UniqueConstraint(fields=["number"], name="enterprise_number")
        ),
        migrations.AddIndex(
            "enterprise",
            models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="enterprises_merged",
            ),
        ),
        migrations.AddIndex(
            "owner",
            models.Index(
                condition=models.Q(("person__isnull", False)), fields=["person"], name="owners_by_person"
            ),
        ),
    ]
