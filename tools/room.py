"""`make room NAME=parking`: the furniture of a new room: one model, one action, one page, one test."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

FILES = {
    "__init__.py": '"""{Name}: say what is kept here, by which law, and the words this room uses."""\n',
    "apps.py": '''"""Opens this room."""

from django.apps import AppConfig


class {Name}(AppConfig):
    name = "balaikota.{name}"
    label = "{name}"
''',
    "models.py": '''"""What {name} keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Thing(models.Model):
    """Say in one sentence what one row is."""

    personal = ()
    name = models.CharField(_("nama"), max_length=200)

    def get_absolute_url(self) -> str:
        return f"/{name}/{{self.pk}}/"
''',
    "queries.py": '''"""Every read that leaves this room."""

from django.db.models import QuerySet

from balaikota.{name}.models import Thing


def things() -> QuerySet[Thing]:
    """All of them, by name."""
    return Thing.objects.order_by("name")
''',
    "actions.py": '''"""Every write: one verb, one transaction, one event."""

from django.db import transaction

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.{name}.models import Thing


@transaction.atomic
def add(name: str, *, by: Person) -> Thing:
    """Add a thing."""
    thing = Thing.objects.create(name=name)
    audit.record("{name}.added", thing, by=by)
    return thing
''',
    "views.py": '''"""Pages of this room."""

from django.http import HttpResponse

from balaikota.kit.http import Request, page, reads
from balaikota.{name} import queries


@reads(anyone=True)
def things(request: Request) -> HttpResponse:
    """The list."""
    return page(request, "{name}/things.html", {{"things": queries.things()}})
''',
    "urls.py": '''"""Addresses of this room."""

from django.urls import path

from balaikota.{name} import views

app_name = "{name}"
urlpatterns = [path("{name}/", views.things, name="things")]
''',
    "templates/{name}/things.html": """{{% extends "base.html" %}}
{{% load i18n ui %}}
{{% block title %}}{{% translate "{Name}" %}}{{% endblock %}}
{{% block content %}}
<h1>{{% translate "{Name}" %}}</h1>
<ul>
  {{% for thing in things %}}
    <li>{{{{ thing.name }}}}</li>
  {{% empty %}}
    <li>{{% translate "Belum ada." %}}</li>
  {{% endfor %}}
</ul>
{{% endblock %}}
""",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_things.py": '''"""A first sentence about {name}."""

import pytest
from django.test import Client

from balaikota.foundation.people.models import Person
from balaikota.{name} import actions

pytestmark = pytest.mark.django_db


def test_what_was_added_stands_on_the_page(client: Client, sari: Person) -> None:
    actions.add("Satu", by=sari)
    assert "Satu" in client.get("/{name}/").content.decode()
''',
}

NEXT = """src/balaikota/{name} is laid out. Now, by hand (docs: the house, chapter 8):
  1. .importlinter: stand it on its floor, and add it to `rooms`
  2. src/balaikota/config/settings.py ROOMS and config/urls.py
  3. .venv/bin/balaikota makemigrations {name}
  4. its docstring and its rows in docs/glossary.md
"""


def lay_out(name: str) -> Path:
    """Write the files; refuses a bad name or a room that stands already."""
    if not re.fullmatch(r"[a-z][a-z_]{2,30}", name):
        raise SystemExit("make room NAME=parking: a plural or collective English word in small letters")
    room = ROOT / "src" / "balaikota" / name
    if room.exists():
        raise SystemExit(f"{room} stands already")
    for path, text in FILES.items():
        place = room / path.format(name=name)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.format(name=name, Name=name.capitalize()))
    return room


if __name__ == "__main__":
    lay_out(sys.argv[1] if len(sys.argv) > 1 else "")
    print(NEXT.format(name=sys.argv[1]), end="")
