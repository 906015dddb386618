"""`balaikota migrate`: Django's own, in a fifth of its time.

For each table, index and constraint a migration makes, Django renders anew every model that is related to it through others.
Here that is nearly all of them, for most point to a person: hundreds of changes times hundreds of models. A model that was
not there before, or that has one more index, changes none of the others, so it alone is rendered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState

#: What leaves the fields of other models as they were.
ALONE = ("add_model", "_append_option", "_remove_option")


class Command(migrate.Command):
    """Differs in nothing that reaches the database."""

    def handle(self, *args: Any, **options: Any) -> None:
        with rendered_alone():
            super().handle(*args, **options)


@contextmanager
def rendered_alone() -> Iterator[None]:
    """For the time of the block, new models, indexes and constraints do not touch models that are there already."""
    usual = {name: getattr(ProjectState, name) for name in ALONE}
    try:
        for name, change in usual.items():
            setattr(ProjectState, name, _alone(change))
        yield
    finally:
        for name, change in usual.items():
            setattr(ProjectState, name, change)


def _alone(change: Callable[..., None]) -> Callable[..., None]:
    @wraps(change)
    def changed(state: ProjectState, *given: Any) -> None:
        state.__dict__["reload_model"] = partial(_render, state)
        try:
            change(state, *given)
        finally:
            del state.__dict__["reload_model"]

    return changed


def _render(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """This model anew; the others, which stay, are told among whom to look for those that point to them."""
    if "apps" not in state.__dict__:
        return
    state.apps.unregister_model(app_label, model_name)
    state.apps.render_multiple([state.models[app_label, model_name]])
    for model in state.apps.get_models(include_swapped=True):
        model._meta.apps = state.apps
    state.apps.clear_cache()
