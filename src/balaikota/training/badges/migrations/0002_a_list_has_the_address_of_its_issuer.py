import base64
import json

from django.conf import settings
from django.db import migrations, models


def bring_over(apps, schema_editor):
    """Where a list was opened stands in what was signed."""
    for row in apps.get_model("badges", "StatusList").objects.all():
        row.address, token = settings.ADDRESS.rstrip("/"), row.token
        if token:
            middle = token.split(".")[1]
            said = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
            row.address = said["id"].partition("/lencana/")[0]
        row.save(update_fields=["address"])


class Migration(migrations.Migration):

    dependencies = [
        ('badges', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='statuslist',
            name='address',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='alamat kota saat dibuka'),
        ),
        migrations.RunPython(bring_over, migrations.RunPython.noop),
    ]
