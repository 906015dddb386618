"""Yes or no about persons. Whether someone holds a post is asked of `contract`."""

from balaikota.foundation.people.models import Assurance, KartuKeluarga, Person


def may_keep_registers(by: Person | None, *, keeps: bool) -> bool:
    """Registers are kept by officers; `None` is the city's own machinery (import, demo city)."""
    return by is None or keeps


def may_set_nik(by: Person | None, person: Person, *, keeps: bool) -> bool:
    """One's own NIK until an officer has checked it; from then on only an officer, and never their own."""
    if by == person:
        return person.assurance < Assurance.IDENTITY
    return by is None or keeps


def may_confirm_identity(by: Person, person: Person, *, keeps: bool) -> bool:
    """An officer who has the person and their KTP-el in front of them; nobody vouches for themselves."""
    return keeps and by != person


def may_reveal_nik(by: Person, person: Person, *, keeps: bool) -> bool:
    """An officer at work. One's own NIK is on one's own card; the page never needs to show it."""
    return keeps and by != person


def is_stated(purpose: str) -> bool:
    """A purpose another person can judge: at least three words, not a single filler."""
    words = purpose.split()
    return len(words) >= 3 and len("".join(words)) >= 12


def may_see_household(viewer: Person, kk: KartuKeluarga, members: list[Person], *, keeps: bool) -> bool:
    return keeps or viewer in members
