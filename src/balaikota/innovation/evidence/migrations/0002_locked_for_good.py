"""A locked plan never changes and a finding never does: the database refuses, whoever asks."""

from django.db import migrations

REFUSE = """
create function evidence_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'a locked plan and a finding never change';
end $$;
create trigger evidence_plan_for_good before update or delete on evidence_plan
for each row when (old.locked_at is not null) execute function evidence_refuse();
create trigger evidence_measurement_for_good before update or delete on evidence_measurement
for each row execute function evidence_refuse();
"""

ALLOW = """
drop trigger evidence_plan_for_good on evidence_plan;
drop trigger evidence_measurement_for_good on evidence_measurement;
drop function evidence_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
