"""A published edition never changes: drafts and cases rest on it. The database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
create function catalogue_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a published edition never changes';
end $$;
create trigger catalogue_edition_for_good before update or delete on catalogue_edition
for each row execute function catalogue_refuse();
"""

ALLOW = """
drop trigger catalogue_edition_for_good on catalogue_edition;
drop function catalogue_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
