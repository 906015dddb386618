"""Nobody looks for businesses by their KBLI code alone, nor for products by their class: three index entries a row less."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0002_what_list_a_business_came_with")]

    operations = [
        migrations.AlterField(
            "enterprise",
            "kbli",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kbli.kbli",
                verbose_name="KBLI",
            ),
        ),
        migrations.AlterField(
            "ware",
            "permit_class",
            models.SlugField(
                blank=True, db_index=False, help_text="which permits it needs: see the room permits"
            ),
        ),
    ]
