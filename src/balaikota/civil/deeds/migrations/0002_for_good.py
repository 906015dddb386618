"""A register is never written over: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
create function deeds_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a register entry never changes: write its next version';
end $$;
create trigger deeds_akta_for_good before update or delete on deeds_akta
for each row execute function deeds_refuse();
create trigger deeds_pihak_for_good before update or delete on deeds_pihak
for each row execute function deeds_refuse();
"""

ALLOW = """
drop trigger deeds_akta_for_good on deeds_akta;
drop trigger deeds_pihak_for_good on deeds_pihak;
drop function deeds_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("deeds", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
