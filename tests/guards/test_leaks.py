"""Every address × every role × other people's area: nothing leaks. Generated, not listed."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from anhuai.people.models import Person
from anhuai.platform.models import Organisation, Parameter
from anhuai.platform.roles import ROLES, HeldAt
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN
from tests.guards.strangers import MARKS, Strangers, make_strangers
from tests.guards.test_house import patterns

SINCE = date(2020, 1, 1)


@pytest.fixture
def strangers(linze: str) -> Strangers:
    """People, facilities, workers of another town, each named so that any leak shows."""
    return make_strangers(OTHER_TOWN, OTHER_VILLAGE)


def places_of(role: str, strangers: Strangers) -> dict[str, Any]:
    """Where a role is held so that the strangers are outside its scope."""
    held_at = ROLES[role].held_at
    if held_at is HeldAt.DIVISION:
        return {"division": TOWN}
    if held_at is HeldAt.ORGANISATION:
        own = Organisation.objects.create(
            kind="institution", name="自己的单位", division=TOWN, since=SINCE
        )
        return {"organisation": own}
    return {"person": strangers.own_person}


def addresses(strangers: Strangers) -> Iterator[tuple[str, str]]:
    """Every address of the site, filled with the strangers' keys."""
    for _route, name, pattern in patterns():
        if name.startswith("api") or not name:
            continue
        kwargs = {key: strangers.key_for(name, key) for key in pattern.pattern.converters}
        yield name, reverse(name, kwargs=kwargs)


@cache
def counting() -> tuple[list[str], str]:
    """The tables of the rooms, and the one question that counts their rows."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("anhuai.")
        and not model.__module__.endswith("platform.models")
    ]
    return tables, "SELECT " + ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)


def rows() -> dict[str, int]:
    """How many rows every table of the rooms has."""
    tables, question = counting()
    with connection.cursor() as cursor:
        cursor.execute(question)
        return dict(zip(tables, cursor.fetchone(), strict=True))


class Writing:
    """Hears every statement: `since()` tells whether one has written to a table of the rooms."""

    written = re.compile(r'\b(?:INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)

    def __init__(self) -> None:
        self.heard = False

    def __call__(self, execute: Any, sql: str, *given: Any) -> Any:
        self.heard |= any(table in counting()[0] for table in self.written.findall(sql))
        return execute(sql, *given)

    def since(self) -> bool:
        heard, self.heard = self.heard, False
        return heard


def leaked(body: bytes) -> list[str]:
    text = body.decode(errors="replace")
    return [mark for mark in MARKS if mark in text]


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_address_shows_or_changes_anything_outside_the_own_area(
    role: str, strangers: Strangers, signed_in
) -> None:
    client: Client = signed_in(role, **places_of(role, strangers))
    before, writing = rows(), Writing()
    with connection.execute_wrapper(writing):
        _try_every_address(role, client, strangers, writing, before)
    assert rows() == before, f"{role} changed something by other ways than statements"


def _try_every_address(
    role: str, client: Client, strangers: Strangers, writing: Writing, before: dict[str, int]
) -> None:
    for name, url in addresses(strangers):
        seen = client.get(url)
        assert seen.status_code in (200, 302, 403, 404, 405), f"{name} GET {seen.status_code}"
        assert not leaked(content_of(seen)), f"{role} sees {name}"
        if name in {"platform:sign_out", "platform:preferences", "platform:first_day"}:
            continue
        sent = client.post(url, strangers.filled_form())
        assert sent.status_code in (200, 302, 400, 403, 404, 405, 409, 422), f"{name} POST"
        assert not leaked(content_of(sent)), f"{role} sees {name} after sending"
        if writing.since():  # counting some hundred tables costs more than the page
            assert rows() == before, f"{role} changed something through {name}"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_filter_or_search_reaches_outside_the_own_area(
    role: str, strangers: Strangers, signed_in
) -> None:
    client: Client = signed_in(role, **places_of(role, strangers))
    for url in strangers.probing_addresses():
        seen = client.get(url)
        assert seen.status_code in (200, 302, 403, 404), url
        assert not leaked(content_of(seen)), f"{role} sees {url}"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_api_answer_reaches_outside_the_own_area(role: str, strangers, signed_in) -> None:
    from anhuai.platform.api import api

    client: Client = signed_in(role, **places_of(role, strangers))
    for path, operations in api.get_openapi_schema()["paths"].items():
        if "get" not in operations:
            continue
        parameters = operations["get"].get("parameters", [])
        url = path
        for parameter in parameters:
            if parameter["in"] == "path":
                name = parameter["name"]
                url = url.replace(f"{{{name}}}", str(strangers.key_for(f"api:{path}", name)))
        seen = client.get(url)
        assert seen.status_code in (200, 401, 403, 404, 422), url
        assert not leaked(seen.content), f"{role} reads {url}"


def test_the_guard_can_fail(strangers: Strangers, signed_in) -> None:
    """Officers of the whole county do see the strangers: the marks are really on the pages."""
    officer: Client = signed_in("county_officer", division=COUNTY)
    province: Client = signed_in("county_administrator", division=COUNTY[:2])
    shown = set()
    for client in (officer, province):
        for _name, url in addresses(strangers):
            shown.update(leaked(content_of(client.get(url))))
    assert shown == set(MARKS)


def test_writing_to_the_rooms_is_heard_once(strangers: Strangers) -> None:
    writing = Writing()
    with connection.execute_wrapper(writing):
        Parameter.objects.count()
        assert not writing.since()
        Person.objects.filter(pk=strangers.own_person).update(name="改名")
        assert writing.since()
        assert not writing.since()
