"""Foreign keys that are asked once a statement, for tables into which whole lists are written.

PostgreSQL asks for each row whether what it points to is there: half of what it does for a list of 100,000. Here the rows
of a statement are asked for together, by the database as well, and with the same promises (PostgreSQL, "Row Locks",
"Triggers on Data Changes"): what is pointed to is locked against removal until the writer commits, and what is removed
must have nobody who points to it. Two things differ: it is asked at the end of the statement, not of the transaction, and
`truncate` of what is pointed to is not refused. The model's key says `db_constraint=False` (docs/decisions/0049).
"""

from django.db import migrations

#: Few rows or five thousand come in: the plan is made once, and must never read a whole table.
PLANNED = """security definer set search_path from current
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off"""

# Rows this transaction wrote are seen by nobody else yet: they need no lock.
STANDS = """
create function {name}_stands() returns trigger language plpgsql {planned} as $$
begin
    perform from {parent} p where p.{key} = any(array(select {column} from fresh))
        and p.xmin <> pg_current_xact_id()::xid for key share;
    if exists (select from fresh f where f.{column} is not null
               and not exists (select from {parent} p where p.{key} = f.{column})) then
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
