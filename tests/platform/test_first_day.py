"""The first day's list: the role's steps, ticked by what happened, put away and taken out again."""

from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.conftest import COUNTY, TOWN

from anhuai.platform import first_day, helping
from anhuai.platform.acting import NotHere
from anhuai.platform.roles import ROLES, HeldAt

SYSTEMS = {"api_client", "weather_office", "hospital"}  # other offices' systems: nobody's first day


@pytest.fixture(autouse=True)
def every_room() -> None:
    """The rooms declare their steps beside their addresses."""
    import_module(settings.ROOT_URLCONF)


def state(actor) -> dict[str, bool]:
    return {step.key: done for step, done in first_day.steps_for(actor)}


@pytest.mark.parametrize("role", sorted(set(ROLES) - SYSTEMS))
def test_every_role_has_a_first_day(role: str, linze: str, actor) -> None:
    place = {"person": 1} if ROLES[role].held_at is HeldAt.PERSON else {"division": COUNTY}
    found = state(actor(role, **place))
    assert {"password", "factor", "display", "help"} <= set(found)
    assert len(found) >= 5, "a role's own steps are missing"


def test_a_step_is_ticked_by_what_really_happened(linze: str, signed_in) -> None:
    clerk: Client = signed_in("town_clerk", division=TOWN)
    before = clerk.get("/").content.decode()
    assert before.count("已完成") == 0
    clerk.post("/preferences", {"theme": "dark"})
    assert clerk.get("/").content.decode().count("已完成") == 1


def test_a_step_without_a_trace_is_ticked_when_its_page_was_opened(linze: str, signed_in) -> None:
    clerk: Client = signed_in("town_clerk", division=TOWN)
    answer = clerk.post("/first-day", {"what": "go", "key": "plans.board"})
    assert answer["Location"] == "/plans/"
    assert clerk.get("/").content.decode().count("已完成") == 1


def test_the_list_is_put_away_and_taken_out_again(linze: str, signed_in) -> None:
    clerk: Client = signed_in("town_clerk", division=TOWN)
    clerk.post("/first-day", {"what": "dismiss"})
    assert "first-day" not in clerk.get("/").content.decode().replace("/first-day", "")
    clerk.post("/first-day", {"what": "resume"})
    assert 'id="first-day"' in clerk.get("/").content.decode()


def test_every_step_leads_to_a_page_whose_help_there_is() -> None:
    pages = {step.page for step in first_day._STEPS}
    assert {"people:list", "facilities:list", "plans:list"} <= pages
    assert all(reverse(name) for name in pages)
    assert not sorted(name for name in pages if helping.section_for(name) is None)


def test_nobody_takes_a_step_of_another_role(linze: str, actor) -> None:
    with pytest.raises(NotHere):
        first_day.take_step(actor("family", person=1), key="plans.board")
