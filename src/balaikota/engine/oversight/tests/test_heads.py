"""Every night the city signs how its chain ends; whoever kept that can show later that nothing was changed."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.engine.oversight import actions, jobs
from balaikota.foundation.audit import actions as trail
from balaikota.foundation.audit import contract, methods, queries
from balaikota.foundation.audit.models import Event, TreeHead
from balaikota.foundation.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)  # events are chained when they are committed


def something_happens(times: int = 3) -> None:
    sari, wulan = cast.sari(), cast.wulan()
    for _turn in range(times):
        trail.record("people.opened", sari, by=wulan, subject=sari, purpose="memeriksa permohonan")


def rewritten(statement: str) -> None:
    """Whoever owns the tables changes the past: the triggers that forbid it are theirs too."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")


def kept(folder: Path) -> Path:
    """What a resident downloads and puts away."""
    file = folder / "jejak.json"
    file.write_bytes(Client().get("/terbuka/jejak.json").content)
    return file


def test_the_night_signs_what_stands_and_everybody_may_keep_it() -> None:
    something_happens()
    jobs.vouch_for_the_day(0)
    jobs.vouch_for_the_day(0)
    head = TreeHead.objects.get()  # of an unchanged chain there is one
    page = Client().get("/jejak/kepala/").content.decode()
    assert bytes(head.digest).hex() in page
    assert head.key_fingerprint in page
    (told,) = json.loads(Client().get("/terbuka/jejak.json").content)["kepala"]
    public = load_pem_public_key(told["kunci_umum"].encode())
    assert isinstance(public, Ed25519PublicKey)
    public.verify(base64.b64decode(told["tanda_tangan"]), told["pernyataan"].encode())
    assert json.loads(told["pernyataan"])["panjang"] == head.position
    assert cast.sari().name not in page


def test_a_long_chain_may_take_longer_to_check_than_a_page_may() -> None:
    something_happens()
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 1")
        try:
            actions.vouch()
        finally:
            cursor.execute("reset statement_timeout")
    assert TreeHead.objects.exists()


def test_before_the_first_night_the_page_says_when() -> None:
    assert "Yang pertama ditandatangani malam ini" in Client().get("/jejak/kepala/").content.decode()


def test_a_resident_finds_the_way_from_who_opened_their_data() -> None:
    client = Client()
    client.force_login(cast.sari())
    assert 'href="/jejak/kepala/"' in client.get("/akun/siapa-membuka/").content.decode()


def test_what_was_kept_outside_convicts_whoever_rewrote_the_whole_chain(tmp_path: Path) -> None:
    something_happens()
    actions.vouch()
    file = kept(tmp_path)
    call_command("audit", "verify", "--against", str(file))
    # They change an event, and every digest after it, and the city's own signed heads.
    rewritten("update audit_event set purpose = 'lain' where id = (select min(id) from audit_event)")
    rewritten("delete from audit_treehead")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_link")
        (length,) = cursor.fetchone()
    before = b""
    for event, position in zip(Event.objects.order_by("link__position"), range(1, length + 1), strict=True):
        sql = f"select sha256(%s || {methods.DIGEST_SQL.format(row='e')}) from audit_event e where id = %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [before, event.pk])
            before = bytes(cursor.fetchone()[0])
        rewritten(f"update audit_link set digest = '\\x{before.hex()}' where position = {position}")
    call_command("audit", "verify")  # by itself the chain looks whole
    with pytest.raises(CommandError, match="tidak utuh"):
        call_command("audit", "verify", "--against", str(file))


def test_a_broken_chain_is_not_vouched_for_and_those_who_watch_hear_of_it() -> None:
    cast.forget_jobs()  # of the tests before
    auditor, operator = cast.intan(), cast.hasan()
    something_happens()
    rewritten("update audit_event set purpose = 'lain' where id = (select min(id) from audit_event)")
    jobs.vouch_for_the_day(0)
    assert not TreeHead.objects.exists()
    cast.run_jobs()
    told = {message.to_id: message for message in Message.objects.filter(event__name="oversight.denied")}
    assert {auditor.pk, operator.pk} <= set(told)
    assert "tidak sama dengan saat dicatat" in told[auditor.pk].body


def test_a_head_signed_with_an_earlier_key_is_still_checked() -> None:
    something_happens()
    actions.vouch()
    assert queries.heads_denied() == []
    theirs = Ed25519PrivateKey.generate()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract, "_signing", [(theirs.sign, lambda: "kunci lain")])
        assert queries.heads_denied() == []
    rewritten("update audit_treehead set signature = '\\x00'")
    assert queries.heads_denied() == [
        f"tanda tangan kepala rantai {TreeHead.objects.get().position} tidak sah"
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kepala": 3}', '{"kepala": [{}]}', '{"kepala": [{"pernyataan": 3}]}', "\x00"]
)
def test_a_file_that_holds_no_heads_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    file = tmp_path / "jejak.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"Unduh dari /terbuka/jejak\.json"):
        call_command("audit", "verify", "--against", str(file))


def test_a_head_whose_signature_was_forged_is_refused(tmp_path: Path) -> None:
    something_happens()
    actions.vouch()
    file = kept(tmp_path)
    told = json.loads(file.read_text())
    head, length = told["kepala"][0], TreeHead.objects.get().position
    head["pernyataan"] = head["pernyataan"].replace(f'"panjang":{length}', '"panjang":2')
    file.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="tanda tangan pada mata rantai 2 tidak sah"):
        call_command("audit", "verify", "--against", str(file))


@given(st.dictionaries(st.sampled_from(["pernyataan", "tanda_tangan", "kunci_umum"]), st.text() | st.none()))
def test_anything_else_is_no_witness(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        methods.read_witness(given)
