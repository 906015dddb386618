from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever checks a head needs the key it was signed with, also after the city took a new one."""

    dependencies = [("audit", "0004_looks")]

    operations = [
        migrations.AddField(
            model_name="treehead",
            name="public_key",
            field=models.TextField(db_default="", default="", help_text="PEM; empty for heads signed before it was kept"),
        ),
    ]
