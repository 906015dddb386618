"""A printed version and a version of someone's biodata never change: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
create function households_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a printed family card never changes: print its next version';
end $$;
create trigger households_versikk_for_good before update or delete on households_versikk
for each row execute function households_refuse();
create trigger households_biodata_for_good before update or delete on households_biodata
for each row execute function households_refuse();
"""

ALLOW = """
drop trigger households_versikk_for_good on households_versikk;
drop trigger households_biodata_for_good on households_biodata;
drop function households_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
