from django.db import migrations, models

from balaikota.kit.indexes import AddIndexBesideWork


class Migration(migrations.Migration):
    """What waits is few among all that was ever sent: the health page asks for it."""

    atomic = False

    dependencies = [
        ('notifications', '0003_muted_news'),
    ]

    operations = [
        AddIndexBesideWork(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['channel', 'id'], name='deliveries_waiting'),
        ),
    ]
