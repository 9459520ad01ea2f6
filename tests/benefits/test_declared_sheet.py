"""What was checked of many homes: a list, by workbook in and out, over REST."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from anhuai.benefits import actions, queries
from anhuai.benefits.models import Declared
from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions as registry
from anhuai.people.models import Person
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import AuditEntry
from anhuai.platform.sheets.register import Outcome, Row
from tests.conftest import OTHER_VILLAGE, TOWN, VILLAGE

pytestmark = pytest.mark.django_db


def known(at: int, village: str = VILLAGE) -> tuple[int, str]:
    """Somebody of a home of their own, and the number they are found by."""
    born = date(1950, 1, 1)
    number = make_citizen_id("990000", born, at)
    done = registry.register_person(
        SYSTEM,
        facts=PersonFacts("高寿", "1" if at % 2 else "2", born, identity=number, hukou=village),
        home=Founding(village, f"幸福路{at}号"), on=date(2024, 1, 1), confirm_distinct=True,
    )  # fmt: skip
    return done.pk, number


def row(known_by: str, number: int = 2, **more: str) -> Row:
    given: dict[str, str] = {
        "identity": known_by, "name": "高寿", "since": "2026-01-01", "source": "入户调查",
        "income_year": "36000.50", "needs_care_6_months": "是", "area": "农村",
    }  # fmt: skip
    return Row(number, given | more)


def said(found: list[Outcome]) -> list[tuple[str, list[str]]]:
    return [(str(one.result), [name for name, _says in one.errors]) for one in found]


def test_a_row_in_once_and_put_right(officers: tuple[Actor, Actor, Actor]) -> None:
    clerk, (person, number) = officers[0], known(301)
    trail = AuditEntry.objects.count()
    assert said(actions.take_declared(clerk, [row(number)], dry=True)) == [("added", [])]
    assert (Declared.objects.count(), AuditEntry.objects.count()) == (0, trail)
    assert said(actions.take_declared(clerk, [row(number)], dry=False)) == [("added", [])]
    assert queries.declared_now(clerk, person) == {
        "income_year": 3_600_050, "needs_care_6_months": True, "area": "rural",
    }  # fmt: skip
    held = Person.objects.get(pk=person)
    assert Declared.objects.get(fact="income_year").household_id == held.household_id
    assert said(actions.take_declared(clerk, [row(number)], dry=False)) == [("updated", [])]
    assert Declared.objects.count() == 3  # the same again writes nothing
    better = row(number, income_year="不清楚")
    assert said(actions.take_declared(clerk, [better], dry=False)) == [("updated", [])]
    assert "income_year" not in queries.declared_now(clerk, person)
    assert Declared.objects.get(fact="income_year", retracted_at=None).value is None
    later = row(number, since="2026-03-01", income_year="20000", needs_care_6_months="", area="")
    assert said(actions.take_declared(clerk, [later], dry=False)) == [("added", [])]
    old = Declared.objects.get(fact="income_year", since=date(2026, 1, 1), retracted_at=None)
    assert old.until == date(2026, 3, 1)
    stale = actions.take_declared(clerk, [row(number)], dry=False)
    assert said(stale) == [("refused", ["income_year"])]  # it would end what is known since
    assert queries.declared_now(clerk, person)["income_year"] == 2_000_000


@pytest.mark.parametrize(
    ("more", "columns"),
    [
        ({"identity": "123"}, ["identity"]),
        ({"name": "别人"}, ["name"]),
        ({"since": "去年"}, ["since"]),
        ({"since": "2999-01-01"}, ["since"]),
        ({"since": "1949-01-01"}, ["since"]),
        ({"source": ""}, ["source"]),
        ({"income_year": "很多", "area": "山区"}, ["income_year", "area"]),
        ({"income_year": "-5", "needs_care_6_months": "也许"},
         ["needs_care_6_months", "income_year"]),
        ({"income_year": "999999999999999999"}, ["income_year"]),
        ({"meals_month": "1.5"}, ["meals_month"]),
        ({"income_year": "", "area": "", "needs_care_6_months": ""}, [""]),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named(
    officers: tuple[Actor, Actor, Actor], more: dict[str, str], columns: list[str]
) -> None:
    _person, number = known(303)
    (found,) = actions.take_declared(officers[0], [row(number, **more)], dry=False)
    assert sorted(name for name, _says in found.errors) == sorted(columns), found.errors
    assert not Declared.objects.exists()


def test_good_rows_beside_bad_ones_and_one_home_twice(
    officers: tuple[Actor, Actor, Actor],
) -> None:
    (_one, first), (_two, second) = known(305), known(307)
    found = actions.take_declared(
        officers[0],
        [row(first), row(second, 3, name=""), row(first, 4, income_year="1"), row(first, 5)],
        dry=False,
    )
    assert [one for one, _errors in said(found)] == ["added", "refused", "refused", "added"]
    assert "与第 2 行" in found[2].errors[0][1]
    assert Declared.objects.count() == 3


def test_somebody_of_another_town_is_refused_in_his_row(
    officers: tuple[Actor, Actor, Actor],
) -> None:
    (_one, own), (far, number) = known(309), known(311, OTHER_VILLAGE)
    found = actions.take_declared(officers[0], [row(number), row(own, 3)], dry=False)
    assert said(found) == [("refused", ["identity"]), ("added", [])]
    assert not Declared.objects.filter(person=far).exists()
    actions.take_declared(officers[1], [row(number)], dry=False)  # the county may
    assert {one[1] for one in queries.declared_page(officers[0]).rows} == {_one}
    assert {one[1] for one in queries.declared_page(officers[1]).rows} == {_one, far}


def test_pages_template_and_the_way_out(
    officers: tuple[Actor, Actor, Actor], signed_in: Callable[..., Client]
) -> None:
    person, number = known(313)
    actions.take_declared(officers[0], [row(number)], dry=False)
    client = signed_in("town_clerk", division=TOWN)
    shown = client.get("/benefits/declared").content.decode()
    for text in ("36,000.50 元", "按户", "按人", "/sheets/benefits-declared/import", "高寿"):
        assert text in shown, text
    assert "36,000.50" not in client.get("/benefits/declared?fact=area").content.decode()
    assert client.get("/sheets/benefits-declared/template").status_code == 200
    out = client.get("/sheets/benefits-declared/export", {"purpose": "核对"})
    assert out.status_code == 200
    assert "36,000.50 元" in client.get(f"/people/{person}/").content.decode()


def test_over_rest(linze: str, signed_in: Callable[..., Client]) -> None:
    (person, _number), (far, _none) = known(315), known(317, OTHER_VILLAGE)
    client = signed_in("town_clerk", division=TOWN)

    def send(whom: int, values: dict[str, Any]) -> int:
        given = {"since": "2026-01-01", "source": "比对", "values": values}
        url = f"/api/v1/benefits/persons/{whom}/declared"
        return client.post(url, given, content_type="application/json").status_code

    assert send(person, {"income_year": 5000_00, "area": None}) == 200
    assert send(far, {"income_year": 5000_00}) == 404
    assert send(person, {"area": "mars"}) == 422
    items = client.get("/api/v1/benefits/declared").json()["items"]
    assert [(one["person"], one["fact"], one["value"]) for one in items] == [
        (person, "income_year", 5000_00), (person, "area", None),
    ]  # fmt: skip
