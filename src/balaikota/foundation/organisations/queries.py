"""Who holds which post today, and what that lets them do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from balaikota.foundation.organisations import rules
from balaikota.foundation.organisations.models import Agency, Desk, Duty, Post, Tenure
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.kit.worktime import midnight

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def agencies() -> QuerySet[Agency]:
    """Every office of the city, by name."""
    return Agency.objects.order_by("name")


def desk(code: str) -> Desk:
    return Desk.objects.select_related("agency").get(code=code)


def desks() -> QuerySet[Desk]:
    """Every desk of the city, office by office."""
    return Desk.objects.select_related("agency").order_by("agency__name", "name")


def post(code: str) -> Post:
    return Post.objects.select_related("desk__agency").get(code=code)


def posts() -> QuerySet[Post]:
    """Every post of the city, office by office."""
    return Post.objects.select_related("desk__agency").order_by("desk__agency__code", "desk__code", "id")


def known_post(code: str) -> Post | None:
    return posts().filter(code=code).first()


# --- for whoever arranges posts -------------------------------------------------------------------


def managed_posts(viewer: "Person") -> QuerySet[Post]:
    """The posts this person may give, office by office, each with `held`: who holds it today. For others the page is not
    there."""
    held = tenures_today(viewer)
    led = [tenure.post.desk.agency_id for tenure in held if Duty.HEAD in tenure.post.duties]
    found(viewer if led or rules.may_manage(held, None) else None)
    rows = posts().order_by("desk__agency__name", "desk__name", "id")
    rows = rows if rules.may_manage(held, None) else rows.filter(desk__agency__in=led)
    now = tenures_on(timezone.localdate()).select_related("person").order_by("is_substitute", "id")
    return rows.prefetch_related(Prefetch("tenures", now, to_attr="held"))


def managed_post(code: str, *, viewer: "Person") -> Post:
    return found(managed_posts(viewer).filter(code=code).first())


def history_of(post: Post) -> QuerySet[Tenure]:
    """Who holds this post, will hold it and held it, newest first; `state` is `now`, `coming` or `past`."""
    today = timezone.localdate()
    is_past, is_coming = (
        When(until_on__lt=today, then=Value("past")),
        When(from_on__gt=today, then=Value("coming")),
    )
    rows = post.tenures.select_related("person").annotate(
        state=Case(is_past, is_coming, default=Value("now"))
    )
    return rows.order_by("-from_on", "-id")


def tenure_of(post: Post, id: int) -> Tenure:
    return found(post.tenures.select_related("person").filter(pk=id).first())


@dataclass(frozen=True)
class Codes:
    """The codes that are taken."""

    agencies: set[str]
    desks: set[str]
    posts: set[str]


def codes() -> Codes:
    return Codes(*(set(model.objects.values_list("code", flat=True)) for model in (Agency, Desk, Post)))


def count_rows() -> int:
    """Offices, desks and posts together."""
    return Agency.objects.count() + Desk.objects.count() + Post.objects.count()


def is_staffed() -> bool:
    """Does anybody hold a post today? In a new city hall nobody does."""
    return tenures_on(timezone.localdate()).exists()


def _on(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def tenures_on(day: date) -> QuerySet[Tenure]:
    """Posts held on one day. A substitute's row also says whether the post has a holder of its own."""
    own = Tenure.objects.filter(_on(day), post=OuterRef("post"), is_substitute=False)
    return (
        Tenure.objects.filter(_on(day)).select_related("post__desk__agency").annotate(has_holder=Exists(own))
    )


#: Asked by every page of whoever has signed in.
HELD = """select id from organisations_tenure where person_id = %(person)s::uuid
    and from_on <= %(today)s::date and (until_on is null or until_on >= %(today)s::date)"""


def tenures_today(person: "Person") -> list[Tenure]:
    """The posts this person holds today, own posts first. Asked once per person object and day."""
    kept: tuple[datetime, list[Tenure]] | None = getattr(person, "_tenures_today", None)
    if kept is None or kept[0] <= timezone.now():
        today = timezone.localdate()
        # Nearly everybody who asks holds no post: a narrow question first, the wide one for those who do.
        held = [pk for (pk,) in prepared.rows(HELD, {"person": person.pk, "today": today})]
        rows = tenures_on(today).filter(pk__in=held).order_by("is_substitute", "id") if held else ()
        kept = (midnight(today + timedelta(days=1)), list(rows))
        setattr(person, "_tenures_today", kept)  # noqa: B010 - also reaches through `request.user`'s wrapper
    return kept[1]


def forget_tenures(person: "Person") -> None:
    """Ask again next time: an action has changed what this person holds."""
    setattr(person, "_tenures_today", None)  # noqa: B010


def desks_of(person: "Person", duty: Duty | None = None) -> set[int]:
    """Ids of the desks where this person works today, with that duty when one is named."""
    return {
        tenure.post.desk_id for tenure in tenures_today(person) if duty is None or duty in tenure.post.duties
    }


def holds(person: "Person", duty: Duty, desk: Desk | int | None = None) -> bool:
    """Does a post held today give this duty, at this desk when one is named?"""
    desk_id = desk.pk if isinstance(desk, Desk) else desk
    return any(
        duty in tenure.post.duties and desk_id in (None, tenure.post.desk_id)
        for tenure in tenures_today(person)
    )


def is_stood_in_for(person: "Person", duty: Duty, desk_id: int) -> bool:
    """Is this person away? Somebody stands in today in each post that gives them this duty at this desk."""
    held = [
        each for each in tenures_today(person) if duty in each.post.duties and each.post.desk_id == desk_id
    ]
    own = {each.post_id for each in held if not each.is_substitute}
    covered = tenures_on(timezone.localdate()).filter(is_substitute=True, post__in=own)
    return bool(own) and own == set(covered.exclude(person_id=person.pk).values_list("post_id", flat=True))


def heads_of(agency: Agency) -> "list[Person]":
    """Who leads this agency today, substitutes included."""
    rows = tenures_on(timezone.localdate()).filter(
        post__desk__agency=agency, post__duties__contains=[Duty.HEAD]
    )
    return [tenure.person for tenure in rows.select_related("person").order_by("id")]


def holders_of(duty: Duty) -> "list[Person]":
    """Who holds this duty today at any desk, each once."""
    rows = tenures_on(timezone.localdate()).filter(post__duties__contains=[duty])
    return list(
        {tenure.person_id: tenure.person for tenure in rows.select_related("person").order_by("id")}.values()
    )


def keeps_registers(person: "Person") -> bool:
    """May this person look up residents and check who they are today? A duty of some posts only."""
    return holds(person, Duty.IDENTIFY)


def is_staff(person: "Person") -> bool:
    """Someone who holds any post today."""
    return bool(tenures_today(person))


def title_of(tenure: Tenure) -> str:
    """`Plh.` stands in for a holder who is away, `Plt.` for a post that is vacant."""
    if not tenure.is_substitute:
        return tenure.post.title
    return f"{'Plh.' if cast(Any, tenure).has_holder else 'Plt.'} {tenure.post.title}"


def post_title(person: "Person") -> str:
    """As what this person acts today: the titles of their posts, or nothing."""
    return ", ".join(title_of(tenure) for tenure in tenures_today(person))[:200]


def signer_of(agency: Agency) -> "tuple[Person, str] | None":
    """Who signs for this agency today and under which title; a substitute signs before the absent holder."""
    tenure = (
        tenures_on(timezone.localdate())
        .filter(post__desk__agency=agency, post__duties__contains=[Duty.SIGN])
        .select_related("person")
        .order_by("-is_substitute", "id")
        .first()
    )
    return (tenure.person, title_of(tenure)) if tenure else None


def staff_of(desk: Desk) -> QuerySet[Tenure]:
    """Who works at this desk today."""
    return tenures_on(timezone.localdate()).filter(post__desk=desk).select_related("person").order_by("id")


def staff_of_id(desk_id: int) -> QuerySet[Tenure]:
    """The same, when only the desk's id is at hand."""
    return tenures_on(timezone.localdate()).filter(post__desk=desk_id).select_related("person").order_by("id")


def locked(tenure: Tenure) -> Tenure:
    return (
        Tenure.objects.select_for_update(no_key=True, of=("self",))
        .select_related("post__desk__agency", "person")
        .get(pk=tenure.pk)
    )
