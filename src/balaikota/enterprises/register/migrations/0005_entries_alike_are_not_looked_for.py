"""A list's codes are looked up fast, and written faster: PostgreSQL does not fold entries that are alike."""

from django.contrib.postgres.indexes import BTreeIndex
from django.db import migrations, models

INDEXES = [
    ("enterprise", BTreeIndex(name="enterprises_by_nib", fields=["nib"], deduplicate_items=False)),
    (
        "enterprise",
        BTreeIndex(
            name="enterprises_counted",
            fields=["kelurahan"],
            condition=models.Q(("merged_into", None)),
            deduplicate_items=False,
        ),
    ),
    ("enterprise", BTreeIndex(name="enterprises_by_phone", fields=["phone"], deduplicate_items=False)),
    ("owner", BTreeIndex(name="owners_by_nik", fields=["nik_index"], deduplicate_items=False)),
]


class Migration(migrations.Migration):
    dependencies = [("register", "0004_keys_asked_once_a_statement")]

    operations = [
        each
        for model, index in INDEXES
        for each in (migrations.RemoveIndex(model, index.name), migrations.AddIndex(model, index))
    ]
