"""Reading ideas."""

from typing import Any

from django.db.models import Count, QuerySet

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.innovation.ideas import methods, rules
from balaikota.innovation.ideas.models import Comment, Idea, Support
from balaikota.kit.errors import found
from balaikota.kit.typed import counted

PAGE = 20
LOOKED_THROUGH = 2000


def ideas() -> QuerySet[Idea]:
    """Every idea, newest first, with how many stand behind it."""
    return Idea.objects.select_related("by").annotate(voices=Count("supports")).order_by("-at", "-pk")


def listed(*, after: str = "") -> tuple[list[Idea], str]:
    """One page, and where the next begins."""
    skip = counted(after, most=1_000_000) or 0
    rows = list(ideas()[skip : skip + PAGE + 1])
    return rows[:PAGE], str(skip + PAGE) if len(rows) > PAGE else ""


def idea(pk: int) -> Idea:
    return found(ideas().filter(pk=pk).first())


def posted(title: str, problem: str, proposal: str, *, by: Person) -> Idea | None:
    """This person's idea in these very words."""
    words = {"title": title.strip(), "problem": problem.strip(), "proposal": proposal.strip()}
    return ideas().filter(by=by, **words).first()


def said(idea: Idea, text: str, *, by: Person) -> Comment | None:
    """This person's comment in these very words."""
    return Comment.objects.filter(idea=idea, by=by, text=text.strip()).first()


def locked(idea: Idea) -> Idea:
    return Idea.objects.select_for_update(of=("self",)).select_related("by").get(pk=idea.pk)


def alike(text: str) -> list[Idea]:
    """Ideas that seem to speak of the same."""
    rows = Idea.objects.order_by("-at").values_list("pk", "title", "problem", "proposal")[:LOOKED_THROUGH]
    keys = methods.alike(text, ((pk, " ".join(said)) for pk, *said in rows))
    kept = ideas().in_bulk(keys)
    return [kept[key] for key in keys]


def page_of(idea: Idea, *, viewer: Person | None) -> dict[str, Any]:
    """What the page of an idea shows this viewer."""
    return {
        "idea": idea,
        "comments": idea.comments.select_related("by").order_by("at"),
        "may_support": viewer is not None and rules.may_support(viewer, idea),
        "supports": viewer is not None and Support.objects.filter(idea=idea, by=viewer).exists(),
        "may_answer": viewer is not None and not idea.answer and rules.may_answer(viewer, idea),
    }


def of_event(event_id: int) -> Idea:
    return ideas().get(pk=int(audit.event(event_id).about_id))


def of_person(person: Person) -> QuerySet[Idea]:
    return ideas().filter(by=person)
