import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table stays for one release, without its keys; what lay in it was brought over to production."""

    dependencies = [
        ('coaching', '0001_coaches_and_meetings'),
        ('production', '0002_changes_an_officer_measured'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='improvement',
            name='enterprise',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='improvements', to='register.enterprise'),
        ),
        migrations.AlterField(
            model_name='improvement',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name='Improvement')]),
    ]
