from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('added', '0001_sums_of_ten_and_more'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='counts',
            field=models.JSONField(db_default={}, default=dict, help_text='industry -> businesses that run, with an NIB, coached; in tens, 0 for fewer than ten'),
        ),
    ]
