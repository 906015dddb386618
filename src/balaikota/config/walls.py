"""What the second wall lets a visitor see: row level security, table by table (kit/walls.py, docs/security/rls.md)."""

from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from balaikota.config import home
from balaikota.kit.walls import ROLE, VIEWER

#: `{me}`, who asks, found once a statement; unset, or left empty by an earlier transaction of the line, is nobody.
_ME = sql.SQL("(select nullif(current_setting({}, true), '')::uuid)").format(VIEWER)
_OF_MY_CASES = "exists (select from cases_case mine where mine.id = case_id)"  # behind the wall itself
#: No visitor's: the officers' own papers, lists that are brought in, secrets of programs.
_OF_NOBODY = (
    *("imports_import", "imports_row", "linkage_pair", "people_formeridentity"),
    *("likeness_pair", "likeness_threshold", "likeness_trace"),
    *("partners_token", "webhooks_delivery", "webhooks_subscription"),
    *("work_bulkaction", "work_bulkitem", "work_nameindex", "work_note", "work_savedfilter"),
)
#: What a visitor may see of each table. What is written of a case follows the case. Files beside their own: what the room
#: shows to many by its guard (pictures, what is published, what a class is given), and papers of their cases.
POLICIES = {
    **dict.fromkeys(_OF_NOBODY, "false"),
    "cases_draft": "person_id = {me}",
    "cases_case": "applicant_id = {me}",
    "cases_sidestep": _OF_MY_CASES,
    "cases_stepdone": _OF_MY_CASES,
    "cases_pause": _OF_MY_CASES,
    "cases_correction": _OF_MY_CASES,
    "work_documentverdict": _OF_MY_CASES,
    "households_biodata": "person_id = {me}",
    "mfa_authenticator": "user_id = {me}",
    "notifications_message": "to_id = {me}",
    "notifications_delivery": "exists (select from notifications_message mine where mine.id = message_id)",
    "notifications_mute": "person_id = {me}",
    "notifications_optin": "person_id = {me}",
    "partners_consent": "person_id = {me}",
    "rights_request": "person_id = {me}",
    "rights_takehome": "person_id = {me}",
    "files_storedfile": """owner_id = {me} or received_by_id = {me}
        or about_type in ('pictures.picture', 'articles.article', 'materials.material', 'packages.package')
        or about_type = 'cases.case' and exists (select from cases_case mine where mine.id::text = about_id)
        or about_type = 'documents.letter' and exists (select from documents_letter letter
            join cases_case mine on letter.about_type = 'cases.case' and letter.about_id = mine.id::text
            where letter.id::text = files_storedfile.about_id)""",
}


def build() -> None:
    """Row level security on each table of `POLICIES`, for its owner too, and what a visitor may read at all.

    Runs as the owner after the migrations; a table whose policy stands is left alone, for to change it locks it.
    """
    if not _roles_are_there():
        return  # `doctor` says how to make them
    role = sql.Identifier(ROLE)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            "grant usage on schema public to {}",
            "grant select on all tables in schema public to {}",
            "alter default privileges in schema public grant select on tables to {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        for table in _without_policy():
            rule = sql.SQL(POLICIES[table]).format(me=_ME)
            names = {"table": sql.Identifier(table), "visitor": role, "rule": rule}
            names |= {"house": sql.SQL(", ").join(map(sql.Identifier, _house()))}
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


def mend() -> str:
    """What whoever keeps a server of their own says to it once; the embedded one is told at each start."""
    return f"create role {ROLE} nologin; grant {ROLE} to {_user(as_owner=False)} with inherit false;"


def _roles_are_there() -> bool:
    asked = "select pg_has_role(%s, oid, 'set') from pg_roles where rolname = %s"
    with connection.cursor() as cursor:
        cursor.execute(asked, [_user(as_owner=False), ROLE])
        return bool(cursor.fetchone() == (True,))


def _without_policy() -> list[str]:
    """Tables without row level security, or whose policy is not the one that stands here."""
    with connection.cursor() as cursor:
        cursor.execute("""select p.polrelid::regclass::text, obj_description(p.oid, 'pg_policy')
            from pg_policy p join pg_class c on c.oid = p.polrelid
            where p.polname = 'visitor' and c.relrowsecurity and c.relforcerowsecurity""")
        stand = dict(cursor.fetchall())
    return [table for table in POLICIES if stand.get(table) != _told(table)]


def _told(table: str) -> str:
    """PostgreSQL writes a rule in its own words; these tell whether it is still ours, and for whom."""
    return sha256(" ".join([POLICIES[table], *_house()]).encode()).hexdigest()


def _house() -> list[str]:
    """Who sees every row: the owner of the tables, and the application for officers, actions and jobs."""
    return sorted({_user(as_owner=True), _user(as_owner=False)})


def _user(*, as_owner: bool) -> str:
    return str(home.database(settings.HOME, as_owner=as_owner, pooled=False)["USER"])
