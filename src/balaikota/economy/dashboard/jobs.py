"""After a release the worker draws the charts of the pages, so that nobody waits for them."""

from django.conf import settings
from django.utils.translation import override

from balaikota.economy.accounts import queries as accounts
from balaikota.economy.charts import methods as charts
from balaikota.economy.dashboard import queries
from balaikota.economy.story import queries as stories
from balaikota.economy.story.queries import Asked
from balaikota.foundation.audit import queries as audit
from balaikota.kit.reactions import on


@on("accounts.released")
def draw_ahead(event_id: int) -> None:
    """Of many releases at once only the newest draws; a city without its own figures draws nothing."""
    newest = accounts.newest()
    if newest is None or audit.event(event_id).detail["release"] != newest.code or not stories.has_a_story():
        return
    for language, _name in settings.LANGUAGES:
        with override(language):
            told = stories.story(Asked())
            for build in queries.BUILDERS.values():
                if (chart := build(told)).rows:
                    charts.draw_ahead(chart, queries.version())
