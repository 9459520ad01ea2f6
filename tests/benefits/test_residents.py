"""Who lives in an institution is read from its stays, and what hangs on it follows."""

from datetime import date, timedelta

import pytest

from anhuai.assessments.models import Assessment
from anhuai.benefits import actions
from anhuai.benefits.actions import Proposed
from anhuai.benefits.models import InstitutionDue
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.restating import changed_since
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.placements.models import Stay
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from tests.benefits.conftest import Elder
from tests.benefits.test_institutions import Officers, home, night

pytestmark = pytest.mark.django_db
RESIDENTS = "institution_resident_subsidy"
SINCE = date(2024, 1, 1)
POOR = (Held("dibao", SINCE, kind="rural"),)


def graded(person: int, level: int) -> None:
    Assessment.objects.create(
        person_id=person, scale="gbt42195_2022", version="2022", reason="first",
        assessed_on=SINCE, points={}, score_level=level, final_level=level, first_name="甲",
        second_name="乙", source="field", informant_phone_sealed=b"", recorded_at=clock.now(),
        recorded_by="甲",
    )  # fmt: skip


def stays(person: int, facility: int, *, until: date | None = None, kind: str = "residential"):
    return Stay.objects.create(
        person_id=person, facility_id=facility, kind=kind, since=SINCE, until=until,
        recorded_at=clock.now(), recorded_by="测试",
    )  # fmt: skip


@pytest.fixture
def standard(officers: Officers) -> None:
    _clerk, first, second = officers
    since = (Month.of(clock.today()) - 2).first
    change = actions.propose_standard(
        first,
        proposed=Proposed("institution_resident_each", since, [100, 200, 300, 400, 500], "虚构"),
        reason="试",
    )
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)


def owed(facility: int) -> tuple[int, str]:
    one = InstitutionDue.objects.get(facility=facility, item=RESIDENTS)
    return one.amount, one.reason


def test_residents_in_hardship_are_counted_by_level_and_no_others(
    standard: None, officers: Officers, elder: Elder
) -> None:
    house, silent = home(), home(name="安康养老院")
    frail, mild = elder(held=POOR), elder(name="寿高", held=POOR)
    rich, by_day = elder(name="富足"), elder(name="日照", held=POOR)
    for person, level in ((frail, 4), (mild, 2), (rich, 4), (by_day, 4)):
        graded(person, level)
        stays(person, house, kind="day_care" if person == by_day else "residential")
    night()
    assert owed(house) == (500 + 300, "granted")
    assert owed(silent) == (0, "unknown.residents")


def test_who_left_no_longer_counts_and_who_died_counts_through_the_month(
    standard: None, officers: Officers, elder: Elder
) -> None:
    today = clock.today()
    house, left, dead = home(), elder(held=POOR), elder(name="寿终", held=POOR)
    for person, level in ((left, 4), (dead, 2)):
        graded(person, level)
    stays(left, house, until=max(today.replace(day=1), SINCE + timedelta(days=1)))
    kept = stays(dead, house)
    night()
    assert owed(house) == (300, "granted")
    people.record_death(SYSTEM, person=dead, died=today)
    Stay.objects.filter(pk=kept.pk).update(until=today, ending="died")
    night()
    assert owed(house) == (300, "granted")


def test_a_house_whose_last_resident_left_is_owed_nothing_and_says_why(
    standard: None, officers: Officers, elder: Elder
) -> None:
    house, person = home(), elder(held=POOR)
    graded(person, 4)
    stays(person, house, until=date(2025, 1, 1))
    night()
    assert owed(house) == (0, "refused.residents")


def test_a_persons_rules_see_the_stay_and_what_was_declared_counts_before_it(
    officers: Officers, elder: Elder
) -> None:
    house, person = home(), elder(held=POOR)
    stays(person, house, until=date(2026, 3, 1))
    window = {"since": Month(2026, 1), "until": Month(2026, 6)}

    def inside() -> list[tuple[object, date | None, date | None]]:
        (one,) = households(**window, persons=[person])
        spells = one.members[0].facts.get("in_institution", ())
        return [(s.value, s.since, s.until) for s in spells]

    assert inside() == [(True, SINCE, date(2026, 3, 1))]
    actions.declare_fact(
        officers[0], person=person, fact="in_institution", value=True, since=date(2026, 1, 1),
        source="外县机构入住证明",
    )  # fmt: skip
    assert inside() == [(True, date(2026, 1, 1), None)]


def test_a_stay_recorded_late_touches_past_months(elder: Elder, officers: Officers) -> None:
    person, before = elder(), clock.now()
    other = elder(name="旁人")
    stays(person, home())
    assert person in changed_since(before)
    stays(other, home(name="安康养老院"), kind="day_care")
    assert other in changed_since(before)  # learnt; decided anew with nothing changed
