"""The inclusive subsidy and the year's report: two officers, once, and every refusal."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.childcare.billed import attend, decide, last_month, opened, price, was_there
from tests.childcare.conftest import Family, Home, make_family, make_home, refused
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.models import Enrolment, Subsidy, SubsidyLine, YearReport
from anhuai.facilities import actions as facilities
from anhuai.funds import actions as funds
from anhuai.funds.models import Entry
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)


@pytest.fixture
def second() -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def inclusive(officer: Actor, home: Home, family: Family) -> Home:
    """A marked nursery at an inclusive price with a child, a budget and a decided amount."""
    facilities.set_mark(officer, facility=home.facility, code="inclusive", since=SINCE)
    price(home)
    was_there(officer, family, home)
    decide("childcare.subsidy", 300)
    funds.appropriate(
        officer, pot=Pot("county_budget", clock.today().year, ""), amount=Fen(100_000_00),
        on=clock.today(), document="预算",
    )  # fmt: skip
    return home


def prepare(officer: Actor, home: Home, **more: object) -> Subsidy:
    given = {"month": last_month().first, "fund": "county_budget", "document": "文件"} | more
    return actions.prepare_subsidy(officer, nursery=home.nursery.pk, **given)


def approve(actor: Actor, one: Subsidy, note: str = "已核实") -> Subsidy:
    return actions.approve_subsidy(
        actor, subsidy=one.pk, version=one.version, on=clock.today(), note=note
    )


def test_one_officer_prepares_another_pays_once(
    officer: Actor, second: Actor, inclusive: Home, family: Family
) -> None:
    one = prepare(officer, inclusive)
    assert (one.amount, one.children, one.rate) == (300_00, 1, 300_00)
    assert one.doubts == [["no_ceiling", 1]]
    assert refused(lambda: approve(officer, one)) == ("own", "")
    assert refused(lambda: approve(second, one, " ")) == ("note", "note")
    assert refused(lambda: prepare(second, inclusive))[0] == "none"  # the child counts already
    paid = approve(second, one)
    assert (paid.state, paid.entry.kind) == ("paid", "spending")
    with pytest.raises(Stale):
        approve(second, one)
    assert Entry.objects.filter(kind="spending").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        SubsidyLine.objects.create(
            subsidy=one, person_id=family.child, enrolment=Enrolment.objects.get(),
            month=one.month, charge="full_day", days=1, attended=1, amount=1, why="counts",
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Subsidy.objects.filter(pk=one.pk).update(approved_by=one.prepared_by)


def test_a_second_statement_of_a_month_is_refused_by_the_table(
    officer: Actor, inclusive: Home
) -> None:
    one = prepare(officer, inclusive)
    SubsidyLine.objects.update(counts=False)  # as if nobody counted: the month itself is taken
    assert refused(lambda: prepare(officer, inclusive)) == ("twice", "")
    assert Subsidy.objects.get() == one


def test_a_returned_statement_frees_the_month(
    officer: Actor, second: Actor, inclusive: Home
) -> None:
    one = prepare(officer, inclusive)
    send = lambda why: actions.return_subsidy(  # noqa: E731 - short
        second, subsidy=one.pk, version=1, reason=why
    )
    assert refused(lambda: send("")) == ("reason", "reason")
    assert send("出勤有误").state == "returned"
    with pytest.raises(Stale):
        send("又退")
    assert prepare(officer, inclusive).pk != one.pk


def test_what_changed_since_is_not_paid(officer: Actor, second: Actor, inclusive: Home) -> None:
    one = prepare(officer, inclusive)
    decide("childcare.subsidy_least_days", 31)
    assert refused(lambda: approve(second, one)) == ("changed", "")
    assert queries.subsidy_file(second, one.pk).now == 0


def test_refusals_before_anything_is_prepared(officer: Actor, home: Home, family: Family) -> None:
    price(home)
    was_there(officer, family, home)
    assert refused(lambda: prepare(officer, home)) == ("undecided", "")
    decide("childcare.subsidy", 300)
    assert refused(lambda: prepare(officer, home)) == ("none", "")  # no mark
    assert refused(lambda: prepare(officer, home, fund="no")) == ("fund", "fund")
    assert refused(lambda: prepare(officer, home, document="-")) == ("document", "document")
    assert refused(lambda: prepare(officer, home, month=clock.today())) == ("month", "month")
    with pytest.raises(Refused):
        prepare(home.manager, home)
    clerk = small.holder("town_clerk", division=small.OTHER_TOWN)
    with pytest.raises((Refused, NotHere)):
        prepare(clerk, home)


def test_a_child_of_two_nurseries_counts_in_one(
    officer: Actor, second: Actor, inclusive: Home, family: Family
) -> None:
    other = make_home(officer, "别家园", small.FAR_VILLAGE)
    facilities.set_mark(officer, facility=other.facility, code="inclusive", since=SINCE)
    price(other)
    one = Enrolment.objects.get()
    Enrolment.objects.filter(pk=one.pk).update(until=opened()[10])
    moved = Enrolment.objects.create(
        person_id=family.child, nursery_class=other.room, care="full_day", seat=1, morning=True,
        afternoon=True, since=opened()[10], vaccination="complete", examined_on=opened()[0],
        allergies_sealed=b"", recorded_at=clock.now(), recorded_by="",
    )  # fmt: skip
    attend(moved, opened()[10:11])
    approve(second, prepare(officer, inclusive))
    made = queries.subsidy_draft(officer, other.nursery.pk, last_month())
    assert [(str(one.why), one.amount) for one, *_names in made.rows] == [("elsewhere", 0)]
    assert made.found.amount == 0


def test_the_year_is_reported_accepted_and_summed(
    officer: Actor, home: Home, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_there(officer, family, home)
    year = clock.today().year
    send = lambda **more: actions.submit_report(  # noqa: E731 - short
        home.manager, **({"nursery": home.nursery.pk, "year": year, "says": "全年平稳"} | more)
    )
    monkeypatch.setattr(clock, "today", lambda: date(year, 11, 30))
    assert refused(send) == ("year", "year")
    monkeypatch.setattr(clock, "today", lambda: date(year, 12, 20))
    assert refused(lambda: send(says="")) == ("says", "says")
    assert refused(lambda: send(inspections=-1)) == ("says", "says")
    one = send(inspections=2)
    assert (one.figures["children"], one.figures["places"]) == (1, 20)
    assert one.figures["share"] == 50
    assert one.figures["attended"] > 0
    assert refused(send) == ("sent", "")
    decide_it = lambda actor, **more: actions.decide_report(  # noqa: E731 - short
        actor, **({"report": one.pk, "version": one.version, "accepts": True} | more)
    )
    with pytest.raises(Refused):
        decide_it(home.manager)
    assert refused(lambda: decide_it(officer, accepts=False)) == ("reason", "reason")
    decide_it(officer, accepts=False, reason="请补充")
    with pytest.raises(Stale):
        decide_it(officer)
    again = send(says="全年平稳，已补充")
    assert (again.pk, again.state) == (one.pk, "submitted")
    assert decide_it(officer, version=again.version).state == "accepted"
    assert YearReport.objects.count() == 1


def test_a_day_with_more_children_than_places_is_pointed_out(
    officer: Actor, inclusive: Home
) -> None:
    inclusive.room.places = 1
    inclusive.room.save()
    other = make_family(officer, "吴小贝")
    visitor = actions.enrol(
        officer, person=other.child, nursery_class=inclusive.room.pk, care="hourly",
        since=clock.today(), vaccination="complete", examined_on=clock.today(), allergies="",
    )  # fmt: skip
    attend(visitor, opened()[-1:])
    worked = queries.subsidy_draft(officer, inclusive.nursery.pk, last_month()).found.worked
    assert ("crowded", 1) in [(str(code), count) for code, count in worked.doubts]
