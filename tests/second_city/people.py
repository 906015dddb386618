"""Run beside the second city's tree: somebody for each post, signed in. Prints `post session` lines.

A real city has no demo links, so each is given a session and a second factor by the same tables sign-in writes to.
"""

import os
from datetime import date
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - after the set-up
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402

from balaikota.foundation.organisations import actions as organisations  # noqa: E402
from balaikota.foundation.organisations import queries as offices  # noqa: E402
from balaikota.foundation.people import actions as people  # noqa: E402
from balaikota.foundation.people.models import Assurance, Person  # noqa: E402


def somebody(number: int) -> Person:
    person = people.register(f"Warga Kedua {number}", email=f"warga{number}@contoh.invalid")
    people.confirm_contact(person)
    Person.objects.filter(pk=person.pk).update(assurance=Assurance.IDENTITY)
    return Person.objects.get(pk=person.pk)


def signed_in(person: Person) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


print("warga", signed_in(somebody(0)))
for number, post in enumerate(offices.posts(), 1):
    officer = somebody(number)
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={"secret": "x"})
    organisations.appoint(officer, post, from_on=date(2026, 1, 2))
    print(post.code, signed_in(officer))
