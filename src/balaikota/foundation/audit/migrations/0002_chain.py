"""The chain: at commit, one transaction at a time, the database links each new event to the one before it.

A deferred trigger, so that the lock is held only while committing. The function belongs to the owner of the
tables (SECURITY DEFINER): the application may add events but can neither change them nor write links itself.
"""

from django.db import migrations

from balaikota.foundation.audit.methods import DIGEST_SQL

LINK = f"""
create function audit_link_event() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
declare last record;
begin
    perform pg_advisory_xact_lock(7165001);
    select position, digest into last from audit_link order by position desc limit 1;
    insert into audit_link (position, event_id, digest) values (
        coalesce(last.position, 0) + 1, new.id,
        sha256(coalesce(last.digest, '\\x'::bytea) || {DIGEST_SQL.format(row="new")})
    );
    return null;
end $$;

create constraint trigger audit_link_at_commit after insert on audit_event
deferrable initially deferred for each row execute function audit_link_event();

create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'audit events are append-only';
end $$;

create trigger audit_event_append_only before update or delete on audit_event
for each row execute function audit_refuse();
create trigger audit_link_append_only before update or delete on audit_link
for each row execute function audit_refuse();
"""

UNLINK = """
drop trigger audit_link_append_only on audit_link;
drop trigger audit_event_append_only on audit_event;
drop trigger audit_link_at_commit on audit_event;
drop function audit_refuse();
drop function audit_link_event();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(LINK, UNLINK)]
