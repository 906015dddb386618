import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('display', '0001_cards'),
        ('listings', '0001_products_of_sellers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Face',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('changed_at', models.DateTimeField(help_text="the product's, when this was drawn")),
                ('release', models.CharField(max_length=16)),
                ('until', models.DateField(help_text='from the next day on it is to be drawn anew')),
                ('title', models.TextField()),
                ('head', models.TextField()),
                ('body', models.TextField()),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listings.product')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('product', 'language'), name='faces_one_a_language')],
            },
        ),
    ]
