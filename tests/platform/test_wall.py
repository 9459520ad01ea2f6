"""The second wall: with the scoped queries taken away, PostgreSQL still shows only one's own."""

from copy import deepcopy
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, connections
from django.db.utils import DatabaseError
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE

from anhuai.people.actions import register_person
from anhuai.people.models import Circumstance, Person
from anhuai.people.queries import files, listing, scope
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.api import digest_of
from anhuai.platform.models import ApiKey

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"
)
SINCE = date(2024, 1, 1)


# Staff are found by their workplace; the link to a file of their own is optional. Only shrinks.
UNWALLED = {"workforce_worker"}


@pytest.mark.django_db
def test_every_table_that_hangs_on_a_person_is_walled() -> None:
    from django.db.models import ForeignKey

    hangs = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Person
    }
    walled = {one.table for one in wall.declared()}
    open_ones = (hangs | {Person._meta.db_table}) - UNWALLED - walled
    assert not open_ones, "declare_walled beside the room's queries"


@pytest.fixture
def both(linze: str) -> dict[str, int]:
    """Somebody of the own village, somebody of another town, each alone."""
    people = {}
    for key, name, village in (("own", "本村人", VILLAGE), ("other", "外镇人", OTHER_VILLAGE)):
        people[key] = register_person(
            SYSTEM, facts=PersonFacts(name, "1", date(1950, 1, 1), hukou=village),
            home=Founding(village, "一号"), on=SINCE, confirm_distinct=True,
        ).pk  # fmt: skip
    return people


@pytest.fixture
def unscoped(monkeypatch) -> None:
    """The first wall taken away: every query returns everybody."""

    def everybody(_actor, **_how):
        return Person.objects.all()

    for module in (scope, listing, files):
        monkeypatch.setattr(module, "visible", everybody)


def names(answer) -> set[str]:
    return {name for name in ("本村人", "外镇人") if name in answer.content.decode()}


@on_postgresql
def test_another_towns_clerk_sees_nothing_even_through_an_unscoped_query(
    both, unscoped, signed_in, settings
) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    assert names(clerk.get("/people/")) == {"本村人"}
    assert names(clerk.get("/people/?q=外镇人")) - {"外镇人"} == set()
    assert f"/people/{both['other']}/" not in clerk.get("/people/?q=外镇人").content.decode()
    assert clerk.get(f"/people/{both['other']}/").status_code == 404
    assert clerk.get(f"/people/{both['own']}/").status_code == 200
    settings.ANHUAI_WALL = False
    assert names(clerk.get("/people/")) == {"本村人", "外镇人"}, "the first wall is really away"


@on_postgresql
@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("county_officer", {"division": COUNTY}, {"本村人", "外镇人"}),
        ("village_worker", {"division": OTHER_VILLAGE}, {"外镇人"}),
        ("duty_officer", {"division": OTHER_TOWN}, {"外镇人"}),
    ],
)
def test_each_sees_the_own_area(role, place, seen, both, unscoped, signed_in) -> None:
    assert names(signed_in(role, **place).get("/people/")) == seen


@on_postgresql
def test_a_family_sees_its_own_and_a_key_acts_like_its_account(
    both, unscoped, signed_in, client
) -> None:
    family = signed_in("family", person=both["own"])
    assert family.get(f"/people/{both['own']}/").status_code == 200
    assert family.get(f"/people/{both['other']}/").status_code == 404
    keyed = signed_in("api_client", division=TOWN).account
    ApiKey.objects.create(account=keyed, title="键", digest=digest_of("k"), since=SINCE)
    answer = client.get("/api/v1/people", headers={"X-API-Key": "k"})
    assert [one["name"] for one in answer.json()["items"]] == ["本村人"]


@on_postgresql
def test_two_towns_are_two_towns_and_not_what_lies_between(both, unscoped, signed_in) -> None:
    from anhuai.platform.models import RoleHolding

    clerk = signed_in("town_clerk", division="620723001")
    RoleHolding.objects.create(
        account=clerk.account, role="town_clerk", division="620723200", since=SINCE
    )
    assert names(clerk.get("/people/")) == set()


@on_postgresql
def test_a_relative_elsewhere_is_still_named_on_the_file(both, signed_in) -> None:
    from anhuai.people.actions import link_kin
    from anhuai.people.rules.kin import Relation

    link_kin(SYSTEM, person=both["other"], relative=both["own"], relation=Relation.SUPPORTER,
             since=SINCE)  # fmt: skip
    answer = signed_in("town_clerk", division=TOWN).get(f"/people/{both['own']}/")
    assert "外镇人" in answer.content.decode()


@pytest.fixture
def apart(db, monkeypatch):
    """A connection of a page's thread: not in a test's transaction."""
    if connection.vendor != "postgresql":
        pytest.skip("row-level security is PostgreSQL's")
    made = connections.create_connection("default")
    monkeypatch.setattr(wall, "connection", made)
    yield made
    made.close()


def told(made) -> tuple[str, str, str]:
    with made.cursor() as cursor:
        cursor.execute(
            "SELECT current_user::text, current_setting('anhuai.low', true),"
            " current_setting('anhuai.persons', true)"
        )
        return cursor.fetchone()


def test_what_a_request_leaves_behind_shows_nobody(apart, actor, linze) -> None:
    clerk = actor("town_clerk", division=TOWN)
    with wall.behind():
        assert told(apart) == (wall.ROLE, "", "")
        wall.raise_for(clerk)
        assert told(apart) == (wall.ROLE, TOWN, "")
        with wall.lifted():
            assert told(apart)[0] != wall.ROLE
            with wall.lifted():
                assert told(apart)[0] != wall.ROLE
            assert told(apart)[0] != wall.ROLE
        assert told(apart)[0] == wall.ROLE
    assert told(apart) == (wall.ROLE, "", "")
    with pytest.raises(ValueError, match="boom"), wall.behind():
        wall.raise_for(actor("county_officer", division=COUNTY))
        assert told(apart)[0] != wall.ROLE
        raise ValueError("boom")
    assert told(apart) == (wall.ROLE, "", "")
    with wall.behind():
        wall.raise_for(actor("family", person=5))
        with pytest.raises(DatabaseError), wall.lifted(), apart.cursor() as cursor:
            cursor.execute("SELECT nonsense")
        assert told(apart) == (wall.ROLE, "", "5")


def test_a_connection_lost_on_the_way_comes_back_closed(apart, actor, linze, monkeypatch) -> None:
    apart.settings_dict = deepcopy(apart.settings_dict)
    known = SimpleNamespace(settings={"default": apart.settings_dict})
    monkeypatch.setattr(wall, "connections", known)
    wall.stand_by()
    with pytest.raises(DatabaseError), wall.behind():
        wall.raise_for(actor("county_officer", division=COUNTY))
        with connection.cursor() as cursor, apart.cursor() as own:
            own.execute("SELECT pg_backend_pid()")
            cursor.execute("SELECT pg_terminate_backend(%s)", own.fetchone())
        told(apart)
    apart.close()
    assert told(apart) == (wall.ROLE, None, None)
    with wall.behind():
        assert told(apart)[0] == wall.ROLE


@on_postgresql
def test_a_page_can_write_no_person(both, monkeypatch, actor) -> None:
    with wall.behind():
        wall.raise_for(actor("town_clerk", division=TOWN))
        assert Person.objects.filter(pk=both["own"]).count() == 1
        assert Person.objects.filter(pk=both["own"]).update(name="改") == 0
        with pytest.raises(NotHere):
            scope.person_in_scope(actor("town_clerk", division=OTHER_TOWN), both["other"])
        assert Circumstance.objects.count() == 0


@on_postgresql
def test_building_again_changes_nothing(db) -> None:
    assert wall.stands()
    wall.build()
    assert wall.stands()
