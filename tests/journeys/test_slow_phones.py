"""Phones on a slow line do not hold up the city hall."""

import socket
import time
import urllib.request
from contextlib import ExitStack

import pytest

from tests.journeys.tree import Tree

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("tree")]

HEAD = (
    b"POST /lapor/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=%s\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\na="
) % (b"b" * 32)


def test_two_hundred_forms_on_their_way_and_the_front_page_is_there(tree: Tree) -> None:
    with ExitStack() as phones:
        links = [
            phones.enter_context(socket.create_connection(("127.0.0.1", tree.port))) for _phone in range(200)
        ]
        for link in links:
            link.sendall(HEAD)
        time.sleep(1)
        for _turn in range(3):
            for link in links:
                link.sendall(b"x")
            with urllib.request.urlopen(tree.url("/"), timeout=10) as answer:
                assert answer.status == 200
    with urllib.request.urlopen(tree.url("/"), timeout=10) as answer:
        assert answer.status == 200, "they hung up, and nothing is left of them"
