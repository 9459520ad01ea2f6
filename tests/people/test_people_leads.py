"""A list finds the same people whichever of its conditions the database is led by."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from anhuai.people import actions
from anhuai.people.models import Person
from anhuai.people.queries import listing, scope
from anhuai.people.queries.listing import Asked, Lead
from anhuai.people.rules.circumstances import Held
from anhuai.platform.acting import Actor, Holding, Scope
from anhuai.platform.permits import Permit
from tests.people import small
from tests.people.conftest import Family

ON = date(2026, 2, 28)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    for remembered in (scope.are_many, listing._hold_many, listing._are_many_aged):
        remembered.cache_clear()


@pytest.fixture
def county(officer: Actor, family: Family) -> Family:
    alone = small.register(
        officer, "王秀兰", date(1940, 2, 29), village=small.FAR_VILLAGE, hukou=""
    )
    small.register(officer, "王秀英", date(1955, 1, 2), village=small.NEXT_VILLAGE)
    gone = small.register(officer, "李强", date(1990, 1, 2), "1", hukou=small.FAR_VILLAGE)
    actions.record_death(officer, person=alone, died=date(2025, 1, 5))
    actions.move_person(officer, person=gone, on=date(2025, 6, 1), to=None)
    held = Held("living_alone", date(2024, 1, 1))
    actions.set_circumstance(officer, persons=[family.grandfather], held=held)
    return family


ASKED = [
    Asked(q=q, division=division, age_from=least, circumstance=code, state=state)
    for q, division, least, code, state in product(
        ("", "王", "wxl"), ("", small.TOWN, small.FAR_VILLAGE), (None, 60), ("", "living_alone"),
        ("", "dead", "left", "all"),
    )
]  # fmt: skip


@pytest.mark.parametrize("role", ["county_officer", "town_clerk"])
def test_every_lead_finds_the_same(county: Family, role: str) -> None:
    place = small.COUNTY if role == "county_officer" else small.TOWN
    actor = small.holder(role, division=place)
    for asked in ASKED:
        plain = set(listing.find(actor, asked=asked, on=ON).values_list("pk", flat=True))
        for lead in Lead:
            found = listing.find(actor, asked=asked, on=ON, lead=lead)
            assert set(found.values_list("pk", flat=True)) == plain, (asked, lead)


@pytest.mark.parametrize("many", [0, 1, 3, 1000])
def test_pages_are_whole_and_ordered_whatever_counts_as_many(
    county: Family, officer: Actor, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scope, "MANY", many)
    monkeypatch.setattr(listing, "MANY", many)
    for asked, order in product(
        ASKED[::7], (["pinyin"], ["-pinyin"], ["born"], ["division", "pinyin"])
    ):
        names = [name.lstrip("-") for name in order]
        signed = [f"-{name}" if order[0].startswith("-") else name for name in [*names, "pk"]]
        whole = list(
            listing.find(officer, asked=asked, on=ON).order_by(*signed).values_list("pk", flat=True)
        )
        seen, after = [], ""
        while True:
            page = listing.people(officer, asked=asked, on=ON, order=order, after=after, size=2)
            seen += page.ids
            after = page.next
            if not after:
                break
        assert seen == whole, (asked, order)


@pytest.mark.parametrize(
    "holding",
    [
        Holding("county_officer", division=""),
        Holding("county_officer", division=small.COUNTY),
        Holding("town_clerk", division=small.TOWN),
        Holding("town_clerk", division=small.OTHER_TOWN),
        Holding("village_worker", division=small.FAR_VILLAGE),
        Holding("family", person=1),
    ],
)
def test_one_at_hand_is_reached_as_the_query_says(county: Family, holding: Holding) -> None:
    if holding.person:
        holding = Holding("family", person=county.girl)
    actor = Actor("测试员", 1, (holding,))
    within = set(scope.visible(actor).values_list("pk", flat=True))
    for one in Person.objects.all():
        assert scope.is_reached(actor.scope(Permit.PEOPLE_READ), one) == (one.pk in within)
    assert not scope.is_reached(Scope(), Person(division="", hukou=""))
