"""A new edition meets the drafts and open cases of the older ones: they stay, move, or the applicant is asked."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.carryover import methods, queries, rules
from balaikota.engine.carryover.models import Carry, State, Why
from balaikota.engine.cases import actions as case_actions
from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.contract import handler_of
from balaikota.engine.cases.models import Case, Draft
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Edition, Rule
from balaikota.engine.questions.methods import View, evaluate
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found, require

#: An applicant is asked this long; then the older edition stays. Our own choice, not a law's.
PATIENCE = timedelta(days=14)


@transaction.atomic
def meet_draft(draft: Draft, edition: Edition) -> Carry | None:
    """Do with one draft what the publisher chose. Meeting it again does nothing."""
    draft = cases.locked_draft(draft)
    is_sent = cases.case_of_draft(draft) is not None
    if is_sent or edition.drafts_rule == Rule.FINISH or not _is_newer(edition, draft):
        return None
    carry = Carry(edition=edition, older=draft.edition, draft=draft, rule=edition.drafts_rule)
    return _meet(carry, draft, draft.person)


@transaction.atomic
def meet_case(case: Case, edition: Edition) -> Carry | None:
    """Do with one open case what the publisher chose. Meeting it again does nothing."""
    case = cases.locked(case)
    is_moving = edition.cases_rule == Rule.CARRY and not case.waits_for_applicant
    is_due = edition.cases_rule == Rule.CONFIRM or is_moving
    if not case.is_open or not is_due or not _is_newer(edition, case):
        return None
    carry = Carry(edition=edition, older=case.edition, case=case, rule=edition.cases_rule)
    return _meet(carry, case, case.applicant)


def _is_newer(edition: Edition, thing: Draft | Case) -> bool:
    return thing.edition.number < edition.number and not queries.is_met(thing, edition)


def _meet(carry: Carry, thing: Draft | Case, person: Person) -> Carry:
    asked = [queries.locked(one) for one in queries.of(thing).filter(state=State.ASKED)]
    for earlier in asked:
        _keep(earlier, Why.OVERTAKEN, by=None)
    if carry.rule == Rule.CARRY:
        return _carry(carry, thing, by=None)
    carry.state, carry.until_at = State.ASKED, timezone.now() + PATIENCE
    carry.save()
    audit.record("carryover.asked", carry, by=None, subject=person, number=carry.edition.number)
    return carry


@transaction.atomic
def accept(carry: Carry, *, by: Person) -> Carry:
    """The applicant goes over to the new edition."""
    thing, carry = _asked(carry, by)
    is_waiting = isinstance(thing, Case) and thing.waits_for_applicant
    require(not is_waiting, _("Kirim dahulu perbaikan yang diminta petugas, lalu pilih lagi."), status=409)
    return _carry(carry, thing, by=by)


@transaction.atomic
def keep(carry: Carry, *, by: Person) -> Carry:
    """The applicant stays on the edition they began with."""
    _thing, carry = _asked(carry, by)
    return _keep(carry, Why.CHOSEN, by=by)


@transaction.atomic
def expire(carry: Carry) -> Carry:
    """Nobody answered in time: the older edition stays, and nothing waits any longer."""
    thing, carry = _locked(carry)
    if not carry.is_asked or carry.until_at is None or carry.until_at > timezone.now():
        return carry
    is_over = not thing.is_open if isinstance(thing, Case) else cases.case_of_draft(thing) is not None
    return _keep(carry, Why.CLOSED if is_over else Why.EXPIRED, by=None)


def _locked(carry: Carry) -> tuple[Draft | Case, Carry]:
    """The draft or case first, then the question about it: the order in which a new edition locks them too."""
    thing = cases.locked_draft(carry.draft) if carry.draft else cases.locked(found(carry.case))
    return thing, queries.locked(carry)


def _asked(carry: Carry, by: Person) -> tuple[Draft | Case, Carry]:
    """The draft or case and the question about it, locked, while the applicant may answer."""
    thing, carry = _locked(carry)
    is_over = not thing.is_open if isinstance(thing, Case) else cases.case_of_draft(thing) is not None
    require(rules.is_owner(by, carry), _("Permohonan ini bukan milik Anda."))
    sentence = _("Pilihan ini sudah tidak berlaku. Buka lagi draf atau permohonan Anda.")
    require(rules.may_settle(by, carry) and not is_over, sentence, status=409)
    return thing, carry


def _keep(carry: Carry, why: Why, *, by: Person | None) -> Carry:
    carry.state, carry.why = State.KEPT, why
    return _settle(carry, by, "carryover.kept", why=why.value)


def _settle(carry: Carry, by: Person | None, name: str, **detail: Any) -> Carry:
    carry.settled_at, carry.settled_by = timezone.now(), by
    carry.save()
    person = carry.draft.person if carry.draft else carry.case.applicant if carry.case else None
    audit.record(name, carry, by=by, subject=person, number=carry.edition.number, **detail)
    return carry


def _carry(carry: Carry, thing: Draft | Case, *, by: Person | None) -> Carry:
    """Take the answers over. What finds no question stays with the carry, sealed, and is shown."""
    old, new = queries.definitions(carry)
    earlier = queries.left_by(thing)
    kept, left = methods.carried(old, new, thing.answers)
    back = methods.restored(new, kept, {name: one["value"] for name, one in earlier.items()})
    answers = kept | back
    if isinstance(thing, Case):
        view = _seen(thing, carry.edition, answers)
        if set(case_methods.obstacles(view)) - set(case_methods.obstacles(cases.seen_case(thing))):
            return _keep(carry, Why.INCOMPLETE, by=by)
        answers = view.clean()
        left |= {name: said for name, said in kept.items() if name not in answers}
    carry.before, carry.after, carry.state = thing.answers, answers, State.CARRIED
    carry.left_behind = {name: one for name, one in earlier.items() if name not in back}
    carry.left_behind |= queries.remembered(old, left)
    thing.edition, thing.answers = carry.edition, answers
    if isinstance(thing, Case):
        carry.step_before = thing.step
        _move_case(thing, view, by)
        carry.step_after = thing.step
    else:
        _move_draft(thing, carry, by)
    return _settle(carry, by, "carryover.settled", state=carry.state)


def _move_draft(draft: Draft, carry: Carry, by: Person | None) -> None:
    _old, new = queries.definitions(carry)
    if draft.page and draft.page not in {page.name for page in new.pages}:
        draft.page = new.pages[0].name if new.pages else ""
    draft.save(update_fields=["edition", "answers", "page"])
    audit.record("carryover.draft_carried", draft, by=by, subject=draft.person, number=carry.edition.number)


def _seen(case: Case, edition: Edition, answers: dict[str, Any]) -> View:
    """The case as the new edition sees it, on the day it was submitted."""
    today, handler = timezone.localdate(case.submitted_at), handler_of(case.edition.service.slug)
    view = evaluate(catalogue.definition(edition), answers, case.facts, today)
    view.findings.extend(handler.findings(view.clean(), view.facts, today))
    return view


def _move_case(case: Case, view: View, by: Person | None) -> None:
    """The case goes on under the new edition, at the step of the same name or at the first not yet done."""
    before = case.step
    case.subject_name = handler_of(case.edition.service.slug).subject_name(case.answers) or None
    _stand(case, case_methods.resolved_steps(view))
    case.save(
        update_fields=[
            "edition",
            "answers",
            "subject_name",
            "steps",
            "step",
            "duty",
            "holder",
            "step_since",
            "rung",
        ]
    )
    case = cases.locked(case)
    case_actions.rewind(case, not_before=case.due_at)
    number, after = case.edition.number, case.step
    audit.record(
        "carryover.carried", case, by=by, subject=case.applicant, number=number, step=before, next=after
    )


def _stand(case: Case, turns: list[dict[str, Any]]) -> None:
    """Set the case on its step; open and take away the steps beside it as the new edition has them."""
    sides = {side.step: side for side in case.side_steps.all()}
    done = {said.step for said in case.steps_done.all() if said.step != case.step}
    was = case.turn(case.step)
    place = methods.place(
        case.steps, case.step, done, {name: bool(side.done_at) for name, side in sides.items()}, turns
    )
    case.steps, here = place.turns, place.here
    stays = here["name"] == case.step and bool(here.get("desk")) == bool(was.get("desk"))
    if stays:
        case.duty = here["duty"] if case.duty else ""
        away = [*([here] if here.get("desk") else []), *case_methods.companions(case, here["name"])]
    else:
        away = case_methods.enter(case, here)
    waits = _open_beside(case, away)
    if not case.duty and not waits and not case.at_last_step:
        _open_beside(case, case_methods.enter(case, case.main_steps[case.position + 1]))


def _open_beside(case: Case, away: list[dict[str, Any]]) -> bool:
    """Exactly these steps stand open beside the case. Does it wait for one?"""
    wanted = {turn["name"]: turn for turn in away}
    waits = False
    for side in case.side_steps.order_by("id"):  # asked anew: what was prefetched may be gone by now
        turn = wanted.pop(side.step, None)
        if side.done_at is None and turn is None:
            side.delete()
        elif side.done_at is None and turn is not None:
            side.label, side.duty, waits = turn["label"], turn["duty"], True
            side.desk = organisations.desk(turn["desk"]) if turn.get("desk") else case.desk
            side.save(update_fields=["label", "duty", "desk"])
    for turn in wanted.values():
        desk = organisations.desk(turn["desk"]) if turn.get("desk") else case.desk
        case.side_steps.create(desk=desk, **case_methods.side_of(case, turn))
        waits = True
    return waits
