"""Yes or no about partners. Whoever asks brings the partner's scope and the resident's consent."""

from datetime import datetime, timedelta

from balaikota.engine.partners.models import Act, Consent, Partner, Scope, Token
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person

#: A token lasts a year; when a new one is made, the old ones go on for a week, so that nothing stands still.
LIFETIME, OVERLAP = timedelta(days=365), timedelta(days=7)
#: A consent is used within a month, or not at all.
CONSENT_LASTS = timedelta(days=30)


def may_manage(person: Person) -> bool:
    """Partners are the business of whoever operates the system."""
    return organisations.holds(person, Duty.OPERATE)


def may_consent(person: Person) -> bool:
    """Only someone whose identity an officer has checked lets others act in their name."""
    return person.is_active and people.is_checked(person)


def may_use(partner: Partner, scope: Scope | None, act: Act) -> bool:
    return not partner.is_suspended and scope is not None and act in scope.acts


def is_usable(consent: Consent | None, now: datetime, *, is_used: bool) -> bool:
    """A consent opens one application, in time, as long as it was not taken back."""
    return consent is not None and consent.revoked_at is None and not is_used and consent.until_at > now


def may_read_answers(consent: Consent, scope: Scope | None) -> bool:
    """The partner's agreement and the person's own word, both: a wider scope does not widen an older consent."""
    return scope is not None and Act.ANSWERS in scope.acts and Act.ANSWERS in consent.acts


def is_known(token: Token | None) -> bool:
    return token is not None and token.is_live


def is_within(token: Token, minute: datetime) -> bool:
    """Requests of this minute, this one included, are counted before they are answered."""
    return token.minute_at == minute and token.in_minute <= token.partner.per_minute
