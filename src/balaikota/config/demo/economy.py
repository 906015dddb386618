"""The economy's figures in the demo city: the real ones, with their sources. Nothing here is invented."""

from django.conf import settings

from balaikota.economy.accounts import actions as accounts
from balaikota.foundation.people.models import Person

Cast = dict[str, Person]


def load_figures(cast: Cast) -> None:
    """Another city than those the files speak of begins without figures; it brings its own files, or imports tables."""
    if accounts.is_told_of(settings.CITY):
        accounts.load()
