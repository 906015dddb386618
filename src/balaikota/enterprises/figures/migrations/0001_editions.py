import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True)),
                ('told', models.JSONField(help_text='by measure: value (null: hidden), many, and cells as [kecamatan, sector, count (null: hidden)]')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
