"""A table of a million cases, quickly: rows by COPY, names sealed and found as the city does it.

Answers and facts are random bytes of their usual size: no list reads them. Everything else is as a real case has
it; 98 of 100 are closed, as in a city that has worked for years.
"""

import os
import uuid
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import psycopg
from django.utils import timezone
from psycopg.types.json import Jsonb

from balaikota.config.demo import names
from balaikota.engine.work import methods
from balaikota.kit.secrets import seal

ANSWERS, FACTS, OPEN_EVERY, OTHERS = 700, 200, 50, 20_000
STEPS = [
    {"name": "verifikasi", "label": "Pemeriksaan berkas", "duty": "verify"},
    {"name": "putusan", "label": "Putusan", "duty": "decide"},
]
CASE = (
    "id", "number", "edition_id", "desk_id", "applicant_id", "answers", "subject_name", "secret_index", "facts",
    "steps", "declared", "step", "duty", "submitted_at", "due_at", "reason", "is_sample", "closed_at", "outcome",
)  # fmt: skip
PERSON = ("id", "name", "password")


class Filler:
    """Adds cases to the table until there are as many as wanted."""

    def __init__(self, link: "psycopg.Connection[Any]", edition: int, desk: int) -> None:
        self.link, self.edition, self.desk = link, edition, desk
        self.dice, self.now = Random(1_000_000), timezone.now()
        self.people = self._people()
        self.serial = 0

    def _people(self) -> list[tuple[uuid.UUID, str]]:
        """Residents to apply, who never sign in: copies of one, under other names."""
        made = [(uuid.UUID(int=self.dice.getrandbits(128), version=4), self._name()) for _ in range(OTHERS)]
        sql = """insert into people_person select (jsonb_populate_record(p, jsonb_build_object(
            'id', %s::text, 'name', %s::text, 'email', null, 'phone', null, 'nik_index', null))).*
            from people_person p where p.email like 'sari@%%'"""
        with self.link.cursor() as cursor:
            cursor.executemany(sql, [(str(id), name) for id, name in made])
        return made

    def _name(self) -> str:
        woman = self.dice.random() < 0.5
        parent = names.parent(self.dice, self.dice.choice(names.GROUPS), woman)
        return names.child(self.dice, parent, woman) if self.dice.random() < 0.7 else parent

    def until(self, wanted: int) -> None:
        """COPY what is missing, then let PostgreSQL look at its tables, as it would by itself at night."""
        (there,) = self.link.execute("select count(*) from cases_case").fetchone() or (0,)
        while there < wanted:
            self._copy(min(50_000, wanted - there))
            there += 50_000
        self.link.commit()
        self.link.autocommit = True
        for table in ("cases_case", "work_nameindex", "people_person"):
            self.link.execute(f"vacuum analyze {table}")
        self.link.autocommit = False

    def _copy(self, number: int) -> None:
        found = []
        with self.link.cursor() as cursor:
            with cursor.copy(f"copy cases_case ({', '.join(CASE)}) from stdin (format binary)") as copy:
                copy.set_types(
                    ["uuid", "varchar", "int8", "int8", "uuid", "bytea", "bytea", "varchar", "bytea", "jsonb", "jsonb",
                     "varchar", "varchar", "timestamptz", "timestamptz", "text", "bool", "timestamptz", "varchar"]
                )  # fmt: skip
                for _row in range(number):
                    row, words = self._row()
                    copy.write_row(row)
                    found.append((row[0], self.desk, words))
            with cursor.copy(
                "copy work_nameindex (case_id, desk_id, words) from stdin (format binary)"
            ) as copy:
                copy.set_types(["uuid", "int8", "int8[]"])
                for entry in found:
                    copy.write_row(entry)

    def _row(self) -> tuple[tuple[Any, ...], list[int]]:
        self.serial += 1
        dice, id = self.dice, uuid.uuid4()
        applicant, applicant_name = dice.choice(self.people)
        child = self._name()
        is_open = self.serial % OPEN_EVERY == 0
        at = self.now - timedelta(minutes=dice.randrange(60 * 48 if is_open else 60 * 24 * 3_000))
        place = dice.randrange(2)
        sealed = seal(child.encode(), bound_to=f"cases_case.subject_name:{id}")
        number = f"LMA-{2010 + self.serial // 100_000}-{self.serial % 100_000:05d}"
        step, duty = (STEPS[place]["name"], STEPS[place]["duty"]) if is_open else ("", "")
        row = (
            id, number, self.edition, self.desk, applicant, os.urandom(ANSWERS), sealed, uuid.uuid4().hex * 2,
            os.urandom(FACTS), _STEPS, _NONE, step, duty, at, at + timedelta(hours=24), "", True,
            *self._end(at, is_open),
        )  # fmt: skip
        return row, list(_found_by(applicant_name)) + list(_found_by(child))

    def _end(self, at: datetime, is_open: bool) -> tuple[datetime | None, str | None]:
        return (None, None) if is_open else (at + timedelta(hours=20), "granted")


_STEPS, _NONE = Jsonb(STEPS), Jsonb([])


@cache
def _word(word: str) -> tuple[int, ...]:
    return tuple(methods.fingerprints([word]))


def _found_by(name: str) -> set[int]:
    return {one for word in methods.words_of(name) for one in _word(word)}
