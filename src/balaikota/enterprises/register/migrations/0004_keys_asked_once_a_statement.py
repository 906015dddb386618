"""Where lists come in, what a row points to is looked for once a statement (kit.keys)."""

import django.db.models.deletion
from django.db import migrations, models

from balaikota.kit.keys import asked_once


def _enterprise(**told: object) -> models.ForeignKey:
    return models.ForeignKey(
        "register.enterprise", on_delete=django.db.models.deletion.CASCADE, db_constraint=False, **told
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0003_no_index_nobody_asks")]

    operations = [
        migrations.AlterField("owner", "enterprise", _enterprise(related_name="owners")),
        migrations.AlterField("ware", "enterprise", _enterprise(related_name="wares")),
        migrations.AlterField("condition", "enterprise", _enterprise(related_name="conditions", db_index=False)),
        migrations.AlterField(
            "enterprise",
            "kbli",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kbli.kbli",
                verbose_name="KBLI",
            ),
        ),
        migrations.AlterField(
            "enterprise",
            "kelurahan",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        *(
            asked_once(f"register_{name}", "enterprise_id", "register_enterprise")
            for name in ("owner", "ware", "condition")
        ),
        asked_once("register_enterprise", "kbli_id", "kbli_kbli"),
        asked_once("register_enterprise", "kelurahan_id", "regions_region", "code"),
    ]
