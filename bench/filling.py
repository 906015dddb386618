"""A table of a million cases, quickly: drawn in PostgreSQL itself, its indexes built afterwards.

Names are real ones of the demo city and indexed as the city does it. What lies sealed (answers, facts, the
subject's name) is random bytes of the usual size, because no list opens it. One of fifty is open, as in a city
that has worked for years.
"""

import json
import uuid
from functools import cache
from random import Random
from typing import Any

import psycopg

from balaikota.config.demo import names
from balaikota.engine.work import methods

OTHERS = 20_000  # residents, who apply for fifty things each at most
STEPS = [
    {"name": "verifikasi", "label": "Pemeriksaan berkas", "duty": "verify"},
    {"name": "putusan", "label": "Putusan", "duty": "decide"},
]
PEOPLE = """insert into people_person select (jsonb_populate_record(p, jsonb_build_object(
    'id', n.person, 'name', n.name, 'email', null, 'phone', null, 'nik_index', null))).*
    from bench_name n, people_person p where p.email like 'sari@%' order by n.i"""
ROWS = """create temp table bench_row as select i, gen_random_uuid() as id, i % 50 = 0 as is_open,
    1 + floor(random() * {others})::int as a, 1 + floor(random() * {others})::int as b, random() < 0.5 as early,
    now() - random() * case when i % 50 = 0 then interval '2 days' else interval '3000 days' end as at
    from generate_series({first}, {last}) i"""
CASES = """insert into cases_case (id, number, edition_id, desk_id, applicant_id, answers, subject_name, secret_index,
    facts, steps, declared, step, duty, submitted_at, due_at, reason, is_sample, closed_at, outcome)
    select r.id, format('LMA-%%s-%%s', 2010 + r.i / 100000, lpad((r.i %% 100000)::text, 5, '0')), %(edition)s, %(desk)s,
    n.person, decode(repeat(md5(random()::text), 44), 'hex'), decode(repeat(md5(random()::text), 3), 'hex'),
    repeat(md5(r.id::text), 2), decode(repeat(md5(random()::text), 12), 'hex'), %(steps)s::jsonb, '[]',
    case when not is_open then '' when early then 'verifikasi' else 'putusan' end,
    case when not is_open then '' when early then 'verify' else 'decide' end, at, at + interval '24 hours', '', true,
    case when not is_open then at + interval '20 hours' end, case when not is_open then 'granted' end
    from bench_row r join bench_name n on n.i = r.a"""
WORDS = """insert into work_nameindex (case_id, desk_id, words)
    select r.id, %(desk)s, n.words || m.words
    from bench_row r join bench_name n on n.i = r.a join bench_name m on m.i = r.b"""
INDEXES = """select indexname, indexdef from pg_indexes where tablename in ('cases_case', 'work_nameindex')
    and indexdef not like 'CREATE UNIQUE%'"""


class Filler:
    """Adds cases to the table until there are as many as wanted."""

    def __init__(self, link: "psycopg.Connection[Any]", edition: int, desk: int) -> None:
        self.link = link
        self.told = {"edition": edition, "desk": desk, "steps": json.dumps(STEPS)}
        dice = Random(1_000_000)
        link.execute(
            "create temp table bench_name (i int primary key, person uuid, name text, words bigint[])"
        )
        with link.cursor().copy("copy bench_name from stdin") as copy:
            for place in range(1, OTHERS + 1):
                name = _name(dice)
                copy.write_row((place, uuid.uuid4(), name, sorted(_found_by(name))))
        link.execute(PEOPLE)

    def until(self, wanted: int) -> None:
        """Draw what is missing, then let PostgreSQL look at its tables, as it would by itself at night."""
        link = self.link
        (last,) = link.execute("select count(*) from cases_case where number like 'LMA-%'").fetchone() or (0,)
        (there,) = link.execute("select count(*) from cases_case").fetchone() or (0,)
        link.execute("drop table if exists bench_row")
        link.execute(ROWS.format(others=OTHERS, first=last + 1, last=last + wanted - there))  # type: ignore[arg-type]
        indexes = link.execute(INDEXES).fetchall()
        for name, _made in indexes:
            link.execute(f'drop index "{name}"')  # type: ignore[arg-type]
        link.execute(CASES, self.told)
        link.execute(WORDS, self.told)
        for _name, made in indexes:
            link.execute(made)
        link.commit()
        link.autocommit = True
        for table in ("cases_case", "work_nameindex", "people_person"):
            link.execute(f"vacuum analyze {table}")  # type: ignore[arg-type]
        link.autocommit = False


def _name(dice: Random) -> str:
    woman = dice.random() < 0.5
    parent = names.parent(dice, dice.choice(names.GROUPS), woman)
    return names.child(dice, parent, woman) if dice.random() < 0.7 else parent


@cache
def _word(word: str) -> tuple[int, ...]:
    return tuple(methods.fingerprints([word]))


def _found_by(name: str) -> set[int]:
    return {one for word in methods.words_of(name) for one in _word(word)}
