"""Rows of the usual kind are read without looking at each, and are told of as if each had been looked at."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balaikota.enterprises.cells import methods as cells
from balaikota.enterprises.rows import methods as rows
from balaikota.kit import tables

HEAD = {"nama_usaha": 0, "nama_pemilik": 1, "nik": 2, "nib": 3, "telepon": 4, "alamat": 5}
SHEET = {"place": 0, "first": 0, "is_left_out": False, "mapping": HEAD}
KNOWN: dict[str, Any] = {"villages": {}, "codes": {}, "this_year": 2026}


def some(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


ROW = st.tuples(
    some("Keripik Ani", "keripik ani", "Bolu Ina", "Nama Usaha", "Jumlah", "UD. Maju", "", "belum ada"),
    some("Ani", "Ina", "", "tidak ada"),
    some("1271014102809991", "1271014102809992", "", "1.27E+15"),
    some("1234567890123", "1234567890124", "", "123"),
    some("081234567890", "081234567891", "", "tanya"),
    some("Jl. Karya 1", ""),
).map(list)
LISTS = st.lists(ROW, min_size=1, max_size=30)


def told(listed: list[list[str]]) -> list[rows.Block]:
    content = "\n".join(";".join(row) for row in listed).encode() + b"\n;;;;;"
    return list(rows.of_book(lambda: tables.flows_of(content, "daftar.csv"), [SHEET], KNOWN))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LISTS.filter(lambda listed: any(cell for row in listed for cell in row)))
def test_a_list_is_read_at_once_as_row_by_row(
    monkeypatch: pytest.MonkeyPatch, listed: list[list[str]]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rows, "CHUNK", 4)
        at_once = told(listed)
        patched.setattr(rows._Sheet, "_are_new", lambda *given: False)
        patched.setattr(cells, "may_be_head", lambda first: True)
        assert at_once == told(listed)
