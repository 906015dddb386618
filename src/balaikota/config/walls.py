"""What the second wall lets a visitor see: row level security, table by table (kit/walls.py, docs/security/rls.md)."""

from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from balaikota.config import home
from balaikota.kit.walls import ROLE, VIEWER

#: Who asks, found once a statement; unset, or left empty by an earlier transaction of the line, is nobody.
_ME = f"(select nullif(current_setting('{VIEWER}', true), '')::uuid)"
_OF_MY_CASES = "exists (select from cases_case mine where mine.id = case_id)"  # behind the wall itself
#: Files whose room shows them to many, by their guards: pictures, what is published, what a class is given.
_SHOWN = "'pictures.picture', 'articles.article', 'materials.material', 'packages.package'"
#: What a visitor may see of each table. What is written of a case follows the case.
POLICIES = {
    "cases_draft": f"person_id = {_ME}",
    "cases_case": f"applicant_id = {_ME}",
    "cases_sidestep": _OF_MY_CASES,
    "cases_stepdone": _OF_MY_CASES,
    "cases_pause": _OF_MY_CASES,
    "cases_correction": _OF_MY_CASES,
    "files_storedfile": f"""owner_id = {_ME} or received_by_id = {_ME} or about_type in ({_SHOWN})
        or about_type = 'cases.case' and exists (select from cases_case mine where mine.id::text = about_id)
        or about_type = 'documents.letter' and exists (select from documents_letter letter
            join cases_case mine on letter.about_type = 'cases.case' and letter.about_id = mine.id::text
            where letter.id::text = files_storedfile.about_id)""",
}
#: What whoever keeps a server of their own says to it once; the embedded one is told at each start.
MEND = f"create role {ROLE} nologin; grant {ROLE} to balaikota_app with inherit false;"


def build() -> None:
    """Row level security on each table of `POLICIES`, for its owner too, and what a visitor may read at all.

    Runs as the owner after the migrations; a table whose policy stands is left alone, for to change it locks it.
    """
    if not _roles_are_there():
        return  # `doctor` says how to make them
    app = home.database(settings.HOME, as_owner=False, pooled=False)["USER"]
    role, house = sql.Identifier(ROLE), {app, connection.settings_dict["USER"]}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            "grant usage on schema public to {}",
            "grant select on all tables in schema public to {}",
            "alter default privileges in schema public grant select on tables to {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        for table in _without_policy():
            names = {"table": sql.Identifier(table), "visitor": role, "rule": sql.SQL(POLICIES[table])}
            names |= {"house": sql.SQL(", ").join(map(sql.Identifier, sorted(house)))}
            names |= {"told": sql.Literal(_told(table))}
            cursor.execute(sql.SQL(BUILT).format(**names))


BUILT = """drop policy if exists house on {table}; drop policy if exists visitor on {table};
create policy house on {table} to {house} using (true) with check (true);
create policy visitor on {table} for select to {visitor} using ({rule});
comment on policy visitor on {table} is {told};
alter table {table} enable row level security; alter table {table} force row level security"""


def faults() -> list[str]:
    """Where the wall is open, one sentence each."""
    if not _roles_are_there():
        return [f"peran {ROLE} tidak ada, atau aplikasi tidak boleh memakainya"]
    return [f"tabel {table} terbuka bagi peran {ROLE}" for table in _without_policy()]


def _roles_are_there() -> bool:
    app = home.database(settings.HOME, as_owner=False, pooled=False)["USER"]
    with connection.cursor() as cursor:
        cursor.execute("select pg_has_role(%s, oid, 'set') from pg_roles where rolname = %s", [app, ROLE])
        return cursor.fetchone() == (True,)


def _without_policy() -> list[str]:
    """Tables without row level security, or whose policy is not the one that stands here."""
    with connection.cursor() as cursor:
        cursor.execute("""select p.polrelid::regclass::text, obj_description(p.oid, 'pg_policy')
            from pg_policy p join pg_class c on c.oid = p.polrelid
            where p.polname = 'visitor' and c.relrowsecurity and c.relforcerowsecurity""")
        stand = dict(cursor.fetchall())
    return [table for table in POLICIES if stand.get(table) != _told(table)]


def _told(table: str) -> str:
    """PostgreSQL writes a rule in its own words; these tell whether it is still ours."""
    return sha256(POLICIES[table].encode()).hexdigest()
