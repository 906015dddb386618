import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classes', '0001_initial'),
        ('organisations', '0003_duties_of_the_other_floors'),
        ('register', '0001_businesses_and_their_owners'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='audience',
            field=models.CharField(choices=[('asn', 'pegawai (ASN)'), ('umkm', 'pelaku UMKM')], db_default='asn', default='asn', max_length=4, verbose_name='untuk siapa'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='enterprise',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.enterprise'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='figures_shared_at',
            field=models.DateTimeField(help_text="since when the owner lets their book's sales be counted in the class's result", null=True),
        ),
        migrations.AlterField(
            model_name='enrolment',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.agency'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__in', ['diusulkan', 'terdaftar', 'daftar-tunggu'])), fields=('cohort', 'enterprise'), name='one_person_a_business'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enterprise', None), ('unit__isnull', False)), models.Q(('enterprise__isnull', False), ('unit', None)), _connector='OR'), name='comes_from_a_unit_or_a_business'),
        ),
    ]
