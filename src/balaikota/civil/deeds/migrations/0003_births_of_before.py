"""Births entered while they had a register of their own (before decision 0014) are carried over, version 1."""

import json
from typing import Any

from django.db import migrations

from balaikota.kit.secrets import unseal

OLD = """
select a.id, a.nomor, a.case_id, l.id, a.anak_id, a.ayah_id, a.ibu_id, a.catatan, a.rincian, a.registered_on,
       a.registered_by_id, a.at, a.is_sample
from civil_aktakelahiran a join documents_letter l on l.number_text = a.nomor order by a.at
"""


def carry(apps: Any, schema_editor: Any) -> None:
    akta, pihak = (apps.get_model("deeds", name) for name in ("Akta", "Pihak"))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select to_regclass('civil_aktakelahiran')")
        if cursor.fetchone()[0] is None:
            return
        cursor.execute(OLD)
        rows = cursor.fetchall()
    for pk, nomor, case, letter, anak, ayah, ibu, catatan, sealed, on, by, at, sample in rows:
        rincian = json.loads(unseal(bytes(sealed), bound_to=f"civil_aktakelahiran.rincian:{pk}"))
        row = akta.objects.create(
            id=pk, jenis="kelahiran", nomor=nomor, case_id=case, letter_id=letter, subject_id=anak,
            catatan=catatan, rincian=rincian, registered_on=on, registered_by_id=by, at=at, is_sample=sample,
        )
        for peran, person in (("anak", anak), ("ayah", ayah), ("ibu", ibu)):
            if person:
                pihak.objects.create(akta=row, person_id=person, peran=peran)


class Migration(migrations.Migration):
    dependencies = [("deeds", "0002_for_good")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
