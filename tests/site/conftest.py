"""A whole demo county, built once for the tests of a file."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.site.demo import build

ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[str], list[str]]]:
    """Build a county; it is gone when the file's tests are done."""

    def built(name: str) -> list[str]:
        told = list(build(name, on=ON, if_empty=False))
        connection.check_constraints()  # now: else PostgreSQL checks every row after every test
        return told

    # The wall's clock stands on the county's day: what is approved while building is known then.
    day = time_machine.travel(f"{ON}T09:00:00+08:00")
    with day, django_db_blocker.unblock(), transaction.atomic():
        yield built
        undo()
    county.forget()
    places.forget()


def undo() -> None:
    """Let nothing remain of what was written; a test so ended skips checking every row again."""
    transaction.set_rollback(True)
