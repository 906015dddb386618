"""A page is packed once, whoever asks first and however its browser takes it."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.core.cache import caches
from django.test import Client

pytestmark = pytest.mark.django_db
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("address", ["/", "/katalog/", "/katalog/cari/?q=keripik", "/layanan/"])
@pytest.mark.parametrize("first", list(UNPACK))
def test_a_page_is_packed_once_whoever_asked_first(client: Client, address: str, first: str) -> None:
    caches["near"].clear()
    for way in (first, *UNPACK):
        answer = client.get(address, headers={"Accept-Encoding": way})
        assert answer.get("Content-Encoding", "") == way
        assert UNPACK[way](answer.content).lstrip().lower().startswith(b"<!doctype html>")
