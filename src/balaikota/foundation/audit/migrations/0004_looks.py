from django.conf import settings
from django.db import migrations, models

from balaikota.kit.indexes import AddIndexBesideWork


class Migration(migrations.Migration):
    """The auditor counts looks of a period; built while people work."""

    atomic = False

    dependencies = [
        ('audit', '0003_fewer_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexBesideWork(
            model_name='event',
            index=models.Index(condition=models.Q(('name__endswith', '.opened')), fields=['at', 'by', 'subject'], name='audit_looks'),
        ),
    ]
