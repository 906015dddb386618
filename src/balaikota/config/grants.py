"""What the application's role may do: use the tables, never own them; add events, never change them."""

from django.conf import settings
from django.db import connection
from psycopg import sql

from balaikota.config import home

APPEND_ONLY = ("audit_event", "audit_treehead")
WRITTEN_BY_THE_DATABASE = ("audit_link",)
READ_ONLY = ("django_migrations",)
#: Long lists come into these, and who brings one has PostgreSQL look how long they have become.
LOOKED_AT = ("register_enterprise", "register_owner")


def give() -> None:
    """Give the application's role its rights. Runs as the owner, after the migrations."""
    app = home.database(settings.HOME, as_owner=False, pooled=False)["USER"]
    if app == connection.settings_dict["USER"]:
        return  # one role for both: `doctor` says so
    role = sql.Identifier(app)
    everything = [
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
        "alter default privileges in schema public grant select, insert, update, delete on tables to {}",
        "alter default privileges in schema public grant usage, select on sequences to {}",
    ]
    with connection.cursor() as cursor:
        for statement in everything:
            cursor.execute(sql.SQL(statement).format(role))
        for tables, rights in (
            (APPEND_ONLY, "update, delete, truncate"),
            (WRITTEN_BY_THE_DATABASE, "insert, update, delete, truncate"),
            (READ_ONLY, "insert, update, delete, truncate"),
        ):
            for table in tables:
                revoke = sql.SQL("revoke {} on {} from {}").format(
                    sql.SQL(rights), sql.Identifier(table), role
                )
                cursor.execute(revoke)
        for table in LOOKED_AT:
            cursor.execute(sql.SQL("grant maintain on {} to {}").format(sql.Identifier(table), role))


def faults() -> list[str]:
    """What the application's role could do but must not, one sentence each."""
    app = home.database(settings.HOME, as_owner=False, pooled=False)["USER"]
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = 'public' and tableowner = %s limit 3", [app]
        )
        owned = [name for (name,) in cursor.fetchall()]
        if owned:
            found.append(f"peran {app} memiliki tabel ({', '.join(owned)} …)")
        for table in (*APPEND_ONLY, *WRITTEN_BY_THE_DATABASE):
            cursor.execute("select has_table_privilege(%s, %s, 'update, delete, truncate')", [app, table])
            if cursor.fetchone()[0]:
                found.append(f"peran {app} dapat mengubah {table}")
    return found
