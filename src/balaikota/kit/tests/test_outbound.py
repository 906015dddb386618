"""A call outward ends in time, follows nobody, and does not reach into the city's own network."""

import socket
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recorded import Played, System, a_system

from balaikota.kit.outbound import Unreached, Way, address_fault, get, is_outside, post

HERE = Way(seconds=20, inside=True, plain=True)
HURRY = Way(seconds=0.6, inside=True, plain=True)


@pytest.fixture
def system() -> Iterator[System]:
    with a_system() as system:
        yield system


def fault_of(url: str, way: Way = HERE) -> tuple[str, bool]:
    with pytest.raises(Unreached) as caught:
        post(url, b"{}", {}, way)
    return caught.value.why, caught.value.was_sent


def test_an_answer_comes_back_whole(system: System) -> None:
    system.plays(Played(201, b"ya"))
    answer = post(f"{system.url}/kabar?a=1", b"isi", {"X-Satu": "1"}, HERE)
    assert (answer.status, answer.body) == (201, b"ya")
    (asked,) = system.asked
    assert (asked.path, asked.body, asked.headers["X-Satu"]) == ("/kabar?a=1", b"isi", "1")


def test_a_redirect_is_an_answer_and_nobody_follows_it(system: System) -> None:
    system.plays(Played(302, b"", {"Location": f"{system.url}/lain"}))
    answer = post(system.url, b"", {}, HERE)
    assert (answer.status, answer.location) == (302, f"{system.url}/lain")
    assert len(system.asked) == 1


def test_asking_sends_nothing_and_is_as_careful(system: System) -> None:
    system.plays(Played(200, b"ya"))
    assert get(f"{system.url}/kabar?a=1", {"X-Satu": "1"}, HERE).body == b"ya"
    (asked,) = system.asked
    assert (asked.method, asked.path, asked.body) == ("GET", "/kabar?a=1", b"")
    with pytest.raises(Unreached) as caught:
        get(system.url, {}, Way(plain=True))
    assert (caught.value.why, caught.value.was_sent) == ("private_address", False)


@pytest.mark.parametrize(
    ("fault", "why"),
    [("silence", "timeout"), ("drip", "timeout"), ("cut", "broken_off"), ("long", "broken_off")],
)
def test_every_fault_after_sending_says_that_it_was_sent(system: System, fault: str, why: str) -> None:
    system.plays(Played(fault=fault))
    began = time.monotonic()
    assert fault_of(system.url, HURRY if why == "timeout" else HERE) == (why, True)
    assert why != "timeout" or time.monotonic() - began < 4


def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    assert fault_of("http://127.0.0.1:9/") == ("unreachable", False)


def test_a_name_nobody_knows_was_sent_nothing() -> None:
    assert fault_of("http://tidak-ada.invalid/") == ("unknown_host", False)


def test_a_name_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3) or [])
    began = time.monotonic()
    assert fault_of("http://mitra.example/", HURRY) == ("unknown_host", False)
    assert time.monotonic() - began < 2.5


def test_a_server_without_tls_behind_https_was_sent_nothing(system: System) -> None:
    assert fault_of(system.url.replace("http:", "https:"))[1] is False
    assert system.asked == []


def test_the_citys_own_network_is_not_reached(system: System) -> None:
    outside = Way(seconds=0.6, plain=True)
    assert fault_of(system.url, outside) == ("private_address", False)
    assert fault_of(system.url.replace("127.0.0.1", "localhost"), outside) == ("private_address", False)
    assert system.asked == []


def test_a_name_that_changes_its_mind_gains_nothing(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    """First an outside address, then one of ours: it is looked up once, and the first is called."""
    called: list[object] = []
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 80))], [(2, 1, 6, "", ("127.0.0.1", 80))]])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))

    def connect(address: object, timeout: float) -> socket.socket:
        called.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert fault_of("http://mitra.example/", Way(plain=True)) == ("unreachable", False)
    assert called == [("93.184.216.34", 80)]


def test_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert fault_of("http://mitra.example/", Way(plain=True)) == ("private_address", False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "bukan alamat", "",
    ],
)  # fmt: skip
def test_inner_addresses_are_known_in_every_spelling(address: str) -> None:
    assert not is_outside(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_outer_addresses_are_let_through(address: str) -> None:
    assert is_outside(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_no_private_address_gets_out(address: object) -> None:
    assert not is_outside(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "", "ftp://a.example/", "file:///etc/passwd", "https://", "https://a:b@c.example/", "https://a.example:0/",
        "https://a.example:99999/", "http://a.example/", "https://a.example/\r\nX: y", "https://bé.example/", "gopher://a",
    ],
)  # fmt: skip
def test_what_is_no_safe_address_is_not_called(url: str) -> None:
    assert address_fault(url, plain=False) == "unsafe_address"


@given(st.text(max_size=60))
def test_any_text_is_judged_without_breaking(text: str) -> None:
    assert address_fault(text, plain=True) in ("", "unsafe_address")
