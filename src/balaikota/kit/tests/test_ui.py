"""Every component, as a reader and a screen reader meet it."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from balaikota.kit.samples import SampleForm


def drawn(source: str, **context: Any) -> str:
    return Template("{% load i18n ui %}" + source).render(Context(context))


class Form(forms.Form):
    nama = forms.CharField(label="<b>Nama</b>", help_text="x & y")
    jenis = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    rahasia = forms.CharField(widget=forms.HiddenInput)


def test_a_panel_escapes_its_title_and_keeps_its_content() -> None:
    html = drawn(
        '{% panel title=title id="riwayat" %}<p>{{ isi }}</p>{% endpanel %}', title="<i>", isi="<script>"
    )
    assert 'id="riwayat"' in html
    assert "&lt;i&gt;" in html
    assert "<p>&lt;script&gt;</p>" in html


@pytest.mark.parametrize(
    "leaf",
    [
        'ui/button.html" with label=evil kind=evil name=evil value=evil',
        'ui/link_button.html" with label=evil href=evil',
        'ui/badge.html" with label=evil tone=evil',
        'ui/notice.html" with title=evil text=evil tone=evil',
        'ui/empty.html" with title=evil text=evil href=evil label=evil',
        'ui/definition.html" with rows=rows',
        'ui/steps.html" with steps=steps',
        'ui/pager.html" with next_url=evil',
    ],
)
def test_what_people_typed_is_never_markup(leaf: str) -> None:
    evil = '"><script>alert(1)</script>'
    html = drawn(
        '{% include "' + leaf + " only %}",
        evil=evil,
        rows=[(evil, evil)],
        steps=[{"label": evil, "state": evil}],
    )
    assert "<script" not in html
    assert "&lt;script" in html


def test_the_error_summary_takes_the_focus_and_leads_to_each_field() -> None:
    html = drawn("{% errors form %}", form=Form({}))
    assert 'id="ringkasan-kesalahan"' in html
    assert 'tabindex="-1"' in html
    assert 'href="#id_nama"' in html
    assert 'href="#id_jenis_0"' in html, "a group is entered at its first choice"
    assert "#id_rahasia" not in html, "a hidden field cannot be reached"


def test_every_link_of_the_error_summary_lands_on_a_control() -> None:
    form = SampleForm({})
    html = drawn("{% errors form %}{% fields form %}", form=form)
    ids = re.findall(r' id="([^"]+)"', html)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert len(ids) == len(set(ids)), "no id twice"


def test_a_form_without_faults_has_no_summary() -> None:
    assert drawn("{% errors form %}", form=Form()).strip() == ""
    assert drawn("{% errors form %}", form=None).strip() == ""


def test_a_field_names_its_hint_and_its_error_for_a_screen_reader() -> None:
    html = drawn("{% field form.nama %}", form=Form({}))
    assert 'aria-describedby="id_nama_helptext id_nama_error"' in html
    assert 'aria-invalid="true"' in html
    assert "&lt;b&gt;Nama" in html
    assert "x &amp; y" in html


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "boleh dikosongkan" in drawn("{% field form.panggilan %}", form=SampleForm())
    assert "boleh dikosongkan" not in drawn("{% field form.nama %}", form=SampleForm())


def test_a_hint_given_by_the_page_is_read_out_too() -> None:
    html = drawn('{% field form.catatan hint="Singkat saja." %}', form=SampleForm())
    assert 'aria-describedby="id_catatan_helptext"' in html
    assert 'id="id_catatan_helptext">Singkat saja.' in html


def test_choices_are_a_named_group() -> None:
    html = drawn("{% field form.tempat %}", form=SampleForm())
    assert "<fieldset" in html
    assert '<legend class="field-label">Tempat dilahirkan' in html


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (15000, "Rp15.000"),
        (0, "Rp0"),
        (Decimal("1250000.00"), "Rp1.250.000"),
        (-500, "-Rp500"),
        (None, ""),
        ("", ""),
    ],
)
def test_rupiah_as_the_city_writes_it(amount: Any, written: str) -> None:
    assert drawn("{{ amount|rupiah }}", amount=amount) == written


def test_a_moment_is_told_in_local_time_and_readable_by_machines() -> None:
    html = drawn(
        '{% include "ui/moment.html" with at=at only %}', at=datetime(2026, 11, 25, 1, 49, tzinfo=UTC)
    )
    assert 'datetime="2026-11-25T01:49:00Z"' in html
    assert "25 Nov 2026, 08.49 WIB" in html


def test_the_500_page_needs_no_database_and_names_the_request(rf: RequestFactory) -> None:
    from balaikota.kit.failures import server_error

    request = rf.get("/")
    request.id = "0123456789abcdef"  # type: ignore[attr-defined]
    response = server_error(request)
    assert response.status_code == 500
    assert "0123456789abcdef" in response.content.decode()


def test_base_page_has_no_inline_style_script_or_handler() -> None:
    html = render_to_string("base.html", {})
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html, re.I)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_htmx_evaluates_nothing_and_keeps_no_page_on_the_device() -> None:
    """A phone is shared, a warnet is public: no page of one's own may stay in the browser's storage."""
    html = render_to_string("base.html", {})
    for setting in (
        '"allowEval":false',
        '"historyCacheSize":0',
        '"selfRequestsOnly":true',
        '"allowScriptTags":false',
    ):
        assert setting in html
