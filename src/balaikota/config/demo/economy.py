"""The economy's figures in the demo city: the real ones, with their sources. Nothing here is invented."""

from balaikota.economy.accounts import actions as accounts
from balaikota.foundation.people.models import Person

Cast = dict[str, Person]


def load_figures(cast: Cast) -> None:
    accounts.load()
