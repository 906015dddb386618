"""Who gives it out, and when it may be sent. Whoever serves at the counter of its office does."""

from balaikota.engine.counter import rules as counter
from balaikota.engine.parcels.models import Parcel, Place
from balaikota.foundation.people.models import Person


def may_give_out(person: Person, parcel: Parcel) -> bool:
    """An officer of that counter; nobody hands themselves anything over."""
    return counter.may_serve(person, parcel.office) and person.pk != parcel.case.applicant_id


def is_here(parcel: Parcel) -> bool:
    return parcel.place == Place.READY


def may_ask_to_send(person: Person, parcel: Parcel) -> bool:
    """Its owner, while it lies at the counter."""
    return person.pk == parcel.case.applicant_id and is_here(parcel)


def is_under_way(parcel: Parcel) -> bool:
    return parcel.place == Place.SENT
