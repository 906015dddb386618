import django.db.models.deletion
from django.db import migrations, models


def bring_over(apps, schema_editor):
    """What officers measured lay in coaching; the table there is dropped one release later."""
    Improvement = apps.get_model("production", "Improvement")
    for row in apps.get_model("coaching", "Improvement").objects.order_by("pk").iterator(1000):
        Improvement.objects.create(
            enterprise_id=row.enterprise_id, on=row.after_on, what=row.what, measure=row.kind, is_coached=True, unit=row.unit,
            before=row.before, before_on=row.before_on, after=row.after, recorded_at=row.recorded_at, by_id=row.by_id,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('production', '0001_recipes_batches_improvements'),
        ('coaching', '0001_coaches_and_meetings'),
        ('register', '0001_businesses_and_their_owners'),
    ]

    operations = [
        migrations.AlterField(
            model_name='improvement',
            name='on',
            field=models.DateField(help_text='measured by hand: of the second measurement', verbose_name='mulai'),
        ),
        migrations.AlterField(
            model_name='improvement',
            name='ware',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='improvements', to='register.ware'),
        ),
        migrations.AddField(
            model_name='improvement',
            name='enterprise',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.enterprise'),
        ),
        migrations.AddField(
            model_name='improvement',
            name='unit',
            field=models.CharField(blank=True, db_default='', max_length=30, verbose_name='satuan'),
        ),
        migrations.AddField(
            model_name='improvement',
            name='before',
            field=models.DecimalField(decimal_places=3, max_digits=14, null=True, verbose_name='sebelum'),
        ),
        migrations.AddField(
            model_name='improvement',
            name='before_on',
            field=models.DateField(null=True, verbose_name='diukur tanggal'),
        ),
        migrations.AddField(
            model_name='improvement',
            name='after',
            field=models.DecimalField(decimal_places=3, max_digits=14, null=True, verbose_name='sesudah'),
        ),
        migrations.AddConstraint(
            model_name='improvement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after', None), ('before', None), ('before_on', None), ('enterprise', None), ('ware__isnull', False)), models.Q(('after__gte', 0), ('before__gt', 0), ('enterprise__isnull', False), ('on__gt', models.F('before_on')), ('ware', None)), _connector='OR'), name='measured_on_batches_or_by_hand'),
        ),
        migrations.RunPython(bring_over, migrations.RunPython.noop),
    ]
