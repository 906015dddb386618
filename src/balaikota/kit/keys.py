"""Foreign keys that are asked once a statement, for tables into which whole lists are written.

PostgreSQL asks for each row whether what it points to is there: half of what it does for a list of 100,000. Here the rows
of a statement are asked for together, by the database as well, and with the same promises (PostgreSQL, "Row Locks",
"Triggers on Data Changes"): what is pointed to is locked against removal until the writer commits, and what is removed
must have nobody who points to it. Two things differ: it is asked at the end of the statement, not of the transaction, and
`truncate` of what is pointed to is not refused. The model's key says `db_constraint=False` (docs/decisions/0049).
"""

from django.db import migrations

#: One row or five thousand come in, and the plan is kept: it must never read a whole table.
PLANNED = """security definer set search_path from current
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off"""

# Rows this transaction wrote are seen by nobody else yet: they need no lock. Others are locked, and counted again, for
# somebody may have removed one while we waited.
STANDS = """
create function {name}_stands() returns trigger language plpgsql {planned} as $$
declare
    wanted {parent}.{key}%type[] := array(select distinct {column} from fresh where {column} is not null);
    there bigint;
    are_others boolean;
begin
    select count(*), bool_or(p.xmin <> pg_current_xact_id()::xid) into there, are_others
        from {parent} p where p.{key} = any(wanted);
    if are_others and there = cardinality(wanted) then
        perform from {parent} p where p.{key} = any(wanted) and p.xmin <> pg_current_xact_id()::xid for key share;
        select count(*) into there from {parent} p where p.{key} = any(wanted);
    end if;
    if there < cardinality(wanted) then
        raise foreign_key_violation using message = '{table}.{column} points to nothing in {parent}',
            table = '{table}', column = '{column}', constraint = '{name}';
    end if;
    return null;
end $$;
create trigger {name}_on_insert after insert on {table} referencing new table as fresh
for each statement execute function {name}_stands();
create trigger {name}_on_update after update on {table} referencing new table as fresh
for each statement execute function {name}_stands();
"""

GONE = """
create function {name}_gone() returns trigger language plpgsql {planned} as $$
begin
    if exists (select from gone g where exists (select from {table} c where c.{column} = g.{key})
               and not exists (select from {parent} p where p.{key} = g.{key})) then
        raise foreign_key_violation using message = 'rows of {table} still point here by {column}',
            table = '{table}', column = '{column}', constraint = '{name}';
    end if;
    return null;
end $$;
create trigger {name}_on_delete after delete on {parent} referencing old table as gone
for each statement execute function {name}_gone();
create trigger {name}_on_change after update on {parent} referencing old table as gone
for each statement execute function {name}_gone();
"""

AWAY = """
drop function {name}_stands() cascade;
drop function {name}_gone() cascade;
"""


def name_of(table: str, column: str) -> str:
    """What the triggers of a key begin with, and what its faults call it."""
    return f"{table}_{column}"


def asked_once(table: str, column: str, parent: str, key: str = "id") -> migrations.RunSQL:
    """The key `table`.`column` to `parent`.`key`, kept by triggers. The column needs an index, as `parent`.`key` has one."""
    told = {"name": name_of(table, column), "table": table, "column": column, "parent": parent, "key": key}
    return migrations.RunSQL((STANDS + GONE).format(planned=PLANNED, **told), AWAY.format(**told))
