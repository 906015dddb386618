"""The last word: nothing open, held, early or unlisted is marked as erased, and what is erased stays so."""

from django.db import migrations

REFUSE = """
create function retention_refuse() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.erased_at is not null then
        raise exception 'an erased case stays erased';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if new.erased_at is null then
        return new;
    end if;
    if exists (select 1 from cases_case where id = new.case_id and closed_at is null) then
        raise exception 'an open case is never erased';
    end if;
    if exists (
        select 1 from retention_hold where case_id = new.case_id and lifted_at is null
        and (until_on is null or until_on >= (now() at time zone 'Asia/Jakarta')::date)
    ) then
        raise exception 'a case that is held is never erased';
    end if;
    if new.due_on > (new.erased_at at time zone 'Asia/Jakarta')::date then
        raise exception 'no case is erased before its day';
    end if;
    return new;
end $$;
create trigger retention_due_never_early before insert or update or delete on retention_due
for each row execute function retention_refuse();
"""

ALLOW = """
drop trigger retention_due_never_early on retention_due;
drop function retention_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("cases", "0003_read_in_order_at_the_desk")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
