"""A business says itself what list it came with; until now a row beside it did. Those rows stay where they are."""

import django.db.models.deletion
from django.db import migrations, models

TELL = """update register_enterprise e set list_key = r.brought_id, list_sheet = r.sheet, list_row = r.row
    from imports_row r where r.enterprise_id = e.id and e.list_key is null"""


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_lists_and_their_rows"),
        ("register", "0002_what_list_a_business_came_with"),
    ]

    operations = [
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
        migrations.AlterField(
            "row",
            "brought",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="imports.import",
            ),
        ),
        migrations.AddField(
            "import",
            "file_erased_at",
            models.DateTimeField(
                help_text="its rows stay in the register", null=True, verbose_name="berkas dihapus"
            ),
        ),
        migrations.AlterField(
            "row",
            "reason",
            models.CharField(blank=True, help_text="may repeat a cell; goes with the file", max_length=300),
        ),
    ]
