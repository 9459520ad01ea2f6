"""Setting up an empty database: the same migrations as ever, without drawing every model anew.

Django draws all models that hang together again for each table and each constraint a migration
adds, so that no historical model knows of a later one. On an empty database nobody looks at those
in between: a new table is drawn alone, a constraint is noted on the model that is there, and
whatever runs Python still gets models drawn afresh (docs/adr/0048). Upgrades go Django's way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

_STATES: Any = ProjectState  # two of its methods have no public name


def migrate() -> None:
    """Bring the database up to date; quickly where there is nothing in it yet."""
    if MigrationRecorder(connection).has_table():
        call_command("migrate", verbosity=0)
        return
    with lightly():
        call_command("migrate", verbosity=0)


@contextmanager
def lightly() -> Iterator[None]:
    """Migrations run within draw no model anew; only for a database that is empty."""
    plain = _STATES.add_model, _STATES._append_option

    def add_model(state: Any, added: ModelState) -> None:
        key = added.app_label, added.name_lower
        if "apps" not in state.__dict__ or key in state.models:
            plain[0](state, added)
            return
        state.models[key] = added
        if state._relations is not None:
            state.resolve_model_relations(key)
        state.is_delayed = True  # whoever runs Python draws all models first
        state.apps.render_multiple([added])

    def append_option(state: Any, app: str, model: str, option: str, added: Any) -> None:
        if "apps" not in state.__dict__:
            plain[1](state, app, model, option, added)
            return
        known = state.models[app, model]
        known.options[option] = [*known.options[option], added]
        state.is_delayed = True
        meta = state.apps.get_model(app, model)._meta
        setattr(meta, option, [*getattr(meta, option), added])

    _put(add_model, append_option)
    try:
        yield
    finally:
        _put(*plain)


def _put(add_model: Any, append_option: Any) -> None:
    _STATES.add_model, _STATES._append_option = add_model, append_option
