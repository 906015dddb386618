"""Opening offices and giving posts to persons. Every right in the city begins and ends here."""

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Required, TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries, rules
from balaikota.foundation.organisations.models import Agency, Desk, Duty, Post, Tenure
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as residents
from balaikota.foundation.people.models import Assurance
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.kit import city
from balaikota.kit.errors import Refusal, require

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

OFFICES = Path(__file__).parent / "data" / "offices.toml"


def _require_manager(by: "Person | None", agency: Agency | None) -> None:
    # Without `by` it is the city's own machinery (installation, the demo city): there is nobody to ask yet.
    if by is not None:
        held = queries.tenures_today(by)
        require(
            rules.may_manage(held, agency),
            _("Hanya pengelola sistem atau kepala dinas yang dapat mengatur jabatan."),
        )


@transaction.atomic
def open_agency(
    code: str,
    name: str,
    *,
    parent: Agency | None = None,
    region: Region | None = None,
    by: "Person | None" = None,
    **contact: str,
) -> Agency:
    """Add an office of the city; `contact` is its `address` and `phone`."""
    _require_manager(by, parent)
    agency = Agency.objects.create(code=code, name=name, parent=parent, region=region, **contact)
    audit.record("organisations.agency_added", agency, by=by, code=code)
    return agency


@transaction.atomic
def open_desk(agency: Agency, code: str, name: str, *, by: "Person | None" = None) -> Desk:
    """Add a place where work lands."""
    _require_manager(by, agency)
    desk = Desk.objects.create(agency=agency, code=code, name=name)
    audit.record("organisations.desk_added", desk, by=by, code=code)
    return desk


@transaction.atomic
def create_post(
    desk: Desk, code: str, title: str, duties: Sequence[Duty], *, by: "Person | None" = None
) -> Post:
    """Add a job at a desk."""
    _require_manager(by, desk.agency)
    post = Post.objects.create(desk=desk, code=code, title=title, duties=list(duties))
    audit.record("organisations.post_created", post, by=by, code=code, duties=[str(duty) for duty in duties])
    return post


@transaction.atomic
def load_offices(*, address: str = "") -> int:
    """Open the offices of the data file and of every kecamatan; says how many were new. What stands stays.

    `address` is written on the offices opened now; without it they have none until the city writes its own.
    """
    seat = regions.region(settings.CITY)
    if seat is None:
        raise Refusal(_("Wilayah kota ini belum dimuat. Jalankan dahulu: balaikota load_regions"), status=409)
    standing, before = queries.codes(), queries.count_rows()
    for row in tomllib.loads(city.file("offices.toml", OFFICES).read_text(encoding="utf-8"))["agencies"]:
        if row["code"] not in standing.agencies:
            open_agency(row["code"], row["name"], region=seat, address=address)
        for desk in row["desks"]:
            _furnish(row["code"], desk, standing)
    for district in regions.districts_of_city():
        code = f"kec-{slugify(district.name)}"
        if code not in standing.agencies:
            open_agency(code, f"Kecamatan {district.name}", region=district)
    return queries.count_rows() - before


def _furnish(agency_code: str, row: dict[str, Any], standing: queries.Codes) -> None:
    """One desk with its posts, as far as they do not stand yet."""
    if row["code"] not in standing.desks:
        open_desk(queries.agency(agency_code), row["code"], row["name"])
    desk = queries.desk(row["code"])
    for post in row["posts"]:
        if post["code"] not in standing.posts:
            create_post(desk, post["code"], post["title"], [Duty(duty) for duty in post["duties"]])


class Terms(TypedDict, total=False):
    """What a decree says about a tenure besides who and which post."""

    from_on: Required[date]
    until_on: date | None
    is_substitute: bool
    decree: str


@transaction.atomic
def appoint(person: "Person", post: Post, *, by: "Person | None" = None, **terms: Unpack[Terms]) -> Tenure:
    """Give a post to a person from a day on, for good or until a last day."""
    if by is not None:
        allowed = rules.may_appoint(by, queries.tenures_today(by), person, post)
        require(
            allowed, _("Pengangkatan dilakukan pengelola sistem atau kepala dinas, bukan untuk diri sendiri.")
        )
    until_on = terms.get("until_on")
    in_order = until_on is None or until_on >= terms["from_on"]
    require(in_order, _("Hari terakhir tidak boleh sebelum hari pertama."), status=422)
    tenure = Tenure.objects.create(person=person, post=post, **terms)
    queries.forget_tenures(person)
    detail: dict[str, Any] = {
        "from_on": tenure.from_on.isoformat(),
        "until_on": until_on.isoformat() if until_on else None,
    }
    audit.record("organisations.appointed", tenure, by=by, subject=person, post=post.code, **detail)
    return tenure


@transaction.atomic
def install(post: Post, *, name: str, email: str, decree: str = "") -> Tenure:
    """The command line gives a post from today on, to a person who is found by e-mail or else registered.

    It asks nobody: whoever runs commands on the machine is the city itself. In the browser it is `appoint_by_contact`.
    """
    require("@" in email, _("Sebutkan alamat surel orang itu dengan --email."), status=422)
    known = residents.by_contact(email)
    require(bool(known or name.strip()), _("Sebutkan nama lengkap orang itu dengan --name."), status=422)
    person = _whose(known.name if known else name, email, by=None)
    return _held(person, post) or appoint(person, post, from_on=timezone.localdate(), decree=decree)


@transaction.atomic
def appoint_by_contact(post: Post, name: str, email: str, *, by: "Person", **terms: Unpack[Terms]) -> Tenure:
    """Give a post to whoever signs in with this e-mail; who has no account yet gets one without a password.

    The name must be the account's: a slip in the address would give a stranger the post.
    """
    _require_manager(by, post.desk.agency)
    person = _whose(name, email, by=by)
    again = not terms.get("is_substitute") and _held(person, post) is not None
    require(not again, _("%s sudah memegang jabatan ini.") % person.name, status=422)
    return appoint(person, post, by=by, **terms)


def _whose(name: str, email: str, *, by: "Person | None") -> "Person":
    whole, address = " ".join(name.split()), email.strip()
    person = residents.by_contact(address) or people.register(whole, email=address, by=by)
    same = person.name.casefold() == whole.casefold()
    require(same, _("Surel ini milik akun dengan nama lain. Periksa surel dan namanya."), status=422)
    # Somebody else may have opened an account with this address: whoever never answered its mail is not them.
    theirs = person.assurance >= Assurance.CONTACT or not person.has_usable_password()
    require(
        theirs, _("Akun dengan surel ini belum mengonfirmasi surelnya. Minta pemiliknya melakukannya dahulu.")
    )
    return person


def _held(person: "Person", post: Post) -> Tenure | None:
    """The tenure in their own right that this person has today."""
    own = (each for each in queries.tenures_today(person) if not each.is_substitute)
    return next((each for each in own if each.post_id == post.pk), None)


@transaction.atomic
def end_tenure(tenure: Tenure, *, on: date, by: "Person | None") -> None:
    """`on` is the last day in office; from the next day nothing of it is left.

    A term is made shorter here, never longer, and one that is over stays over: else somebody would appoint themselves.
    """
    held = queries.locked(tenure)
    _require_manager(by, held.post.desk.agency)
    is_over = not rules.may_end(held, timezone.localdate())
    require(not is_over, _("Masa jabatan ini sudah berakhir. Buat pengangkatan baru."), status=422)
    require(on >= held.from_on, _("Hari terakhir tidak boleh sebelum hari pertama."), status=422)
    longer = _("Masa jabatan hanya dapat dipersingkat. Untuk memperpanjang, buat pengangkatan baru.")
    require(held.until_on is None or on <= held.until_on, longer, status=422)
    held.until_on = tenure.until_on = on
    held.save(update_fields=["until_on"])
    queries.forget_tenures(tenure.person)
    audit.record(
        "organisations.tenure_ended", held, by=by, subject=held.person, post=held.post.code, on=on.isoformat()
    )
