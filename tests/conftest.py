"""Fixtures shared by every room's tests."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

from anhuai.places import queries as places
from anhuai.places.actions import load_county
from anhuai.platform import county, parameters, wall
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import Account, Parameter, RoleHolding
from anhuai.platform.requests import actor_of
from anhuai.site.founding import lightly

# A slow machine is no fault of the code; CI draws the same cases each time.
settings.register_profile("anhuai", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("anhuai")

TODAY = date(2026, 11, 21)
SINCE_2024 = date(2024, 1, 1)
COUNTY = "620723"
TOWN, OTHER_TOWN = "620723101", "620723102"
VILLAGE, OTHER_VILLAGE = "620723101201", "620723102201"


LONG, SWEEPS = ("kill", "browser", "site"), "every_page"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest, so that none is left to run alone at the end.

    First come the looks at every page: they look at the county as it was made, which others change.
    What asks no database is the same on each: it is run with SQLite, and on a second database only
    where a file is named.
    """
    items.sort(key=lambda one: (SWEEPS not in one.path.name, one.path.parent.name not in LONG))
    if connection.vendor == "sqlite" or config.args != config.getini("testpaths"):
        return
    silent = {one for one in items if not _asks_the_database(one)}
    config.hook.pytest_deselected(items=[one for one in items if one in silent])
    items[:] = [one for one in items if one not in silent]


def _asks_the_database(test: pytest.Item) -> bool:
    fixtures = set(getattr(test, "fixturenames", ()))
    return (
        test.path.parent.name in LONG  # they start installations of their own
        or test.get_closest_marker("django_db") is not None
        or bool(fixtures & {"db", "transactional_db"})
    )


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    for memory in (county, places, parameters):
        memory.forget()
    yield
    for memory in (county, places, parameters):
        memory.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> ExitStack:
    """The tables of a test process are made as those of a new installation are: quickly."""
    founding_quickly = ExitStack()
    founding_quickly.enter_context(lightly())
    return founding_quickly


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack, django_db_setup: None, django_db_blocker
) -> None:
    """Load the county's divisions and outlines once a test process, without an audit entry."""
    django_db_modify_db_settings.close()
    with django_db_blocker.unblock():
        load_county.__wrapped__(SYSTEM, county="linze")
        wall.build()


@pytest.fixture
def linze(db: None) -> str:
    """The served county: its divisions and outlines, its name."""
    Parameter.objects.create(key="county.code", value=COUNTY)
    Parameter.objects.create(key="county.name", value="临泽县")
    Parameter.objects.create(key="county.name_en", value="Linze County")
    county.forget()
    return COUNTY


def open_account(username: str, role: str, **place: object) -> Account:
    """An account with one role."""
    account = Account.objects.create(
        username=username, name=f"测试{username}", password=make_password("correct horse battery")
    )
    RoleHolding.objects.create(account=account, role=role, since=date(2020, 1, 1), **place)
    return account


@pytest.fixture
def actor(db: None) -> Callable[..., Actor]:
    """Make an actor with one role: actor("town_clerk", division=TOWN)."""
    made: list[int] = []

    def make(role: str, **place: object) -> Actor:
        made.append(1)
        return actor_of(open_account(f"{role}-{len(made)}", role, **place))

    return make


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """Make a signed-in client: signed_in("county_officer", division=COUNTY)."""
    made: list[int] = []

    def make(role: str, **place: object) -> Client:
        made.append(1)
        client = Client()
        account = open_account(f"web-{role}-{len(made)}", role, **place)
        client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
        client.account = account  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def key_file(tmp_path, settings):
    """A key file of this test's own, in the form every installation begins with."""
    settings.ANHUAI_KEYS_FILE = tmp_path / "keys.json"
    told = {"seal": "0" * 32, "index": "1" * 64, "django": "x"}
    settings.ANHUAI_KEYS_FILE.write_text(json.dumps(told))
    return settings.ANHUAI_KEYS_FILE


@contextmanager
def questions() -> Iterator[list[str]]:
    """The SQL a page asks the database, but for what the second wall is told on PostgreSQL."""
    asked: list[str] = []
    with CaptureQueriesContext(connection) as seen:
        yield asked
    asked += [one["sql"] for one in seen if "set_config" not in one["sql"]]
