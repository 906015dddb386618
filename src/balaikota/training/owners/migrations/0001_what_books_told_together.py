import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('classes', '0002_classes_for_owners_of_businesses'),
    ]

    operations = [
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.PositiveIntegerField()),
                ('shared', models.PositiveIntegerField(help_text='let their figures be counted')),
                ('told', models.PositiveIntegerField(help_text='of these, with every month of both sides closed')),
                ('before', models.BigIntegerField(help_text='median of the mean months before, rupiah', null=True)),
                ('after', models.BigIntegerField(help_text='median of the mean months after, rupiah', null=True)),
                ('percent', models.SmallIntegerField(help_text='median change', null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='classes.cohort')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('after', None), ('before', None), ('percent', None)), ('told__gte', 10), _connector='OR'), name='told_of_ten_or_of_nobody')],
            },
        ),
    ]
