"""The history of moves is never written over: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
create function moves_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a move that was recorded never changes: record the next one';
end $$;
create trigger moves_perpindahan_for_good before update or delete on moves_perpindahan
for each row execute function moves_refuse();
create trigger moves_peserta_for_good before update or delete on moves_peserta
for each row execute function moves_refuse();
"""

ALLOW = """
drop trigger moves_perpindahan_for_good on moves_perpindahan;
drop trigger moves_peserta_for_good on moves_peserta;
drop function moves_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("moves", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
