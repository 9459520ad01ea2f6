"""Paid months that change afterwards: the difference rides in the next statement, once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.childcare.billed import attend, decide, opened, price
from tests.childcare.conftest import Family, Home, enrol, make_family, make_home, refused
from tests.childcare.test_subsidies import SINCE, approve, inclusive, prepare, second
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.models import Attendance, Enrolment, Subsidy, SubsidyLine
from anhuai.childcare.queries.fees import open_days
from anhuai.childcare.rules.subsidy import Change, Why, settled
from anhuai.facilities import actions as facilities
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import Actor

__all__ = ["inclusive", "second"]
pytestmark = pytest.mark.django_db


def older() -> Month:
    return Month.of(clock.today()) - 2


def paid_older(officer: Actor, second: Actor, home: Home, days: int = 3) -> Subsidy:
    """Pay the month before last for the child at the home, who came on its first days."""
    one = Enrolment.objects.get(nursery_class=home.room)
    Enrolment.objects.filter(pk=one.pk).update(since=older().first)
    attend(one, open_days(older())[:days])
    return approve(second, prepare(officer, home, month=older().first))


def forget_older(home: Home) -> None:
    """Take the attendance of the paid month back, as an import that puts it right would."""
    Attendance.objects.filter(nursery_class=home.room, day__lte=older().last).delete()


def lines(one: Subsidy) -> list[tuple[int, int, int, str]]:
    rows = one.lines.filter(of__isnull=False).order_by("pk")
    return list(rows.values_list("before", "now", "amount", "why"))


def test_what_was_paid_too_much_is_taken_back_with_the_next_month(
    officer: Actor, second: Actor, inclusive: Home
) -> None:
    first = paid_older(officer, second, inclusive)
    assert (first.amount, first.changes, first.carried) == (300_00, 0, 0)
    forget_older(inclusive)
    assert queries.subsidy_file(officer, first.pk).now == 0
    decide("childcare.subsidy", 500)
    one = prepare(officer, inclusive)
    assert (one.amount, one.changes, one.carried) == (200_00, -300_00, 0)
    assert lines(one) == [(300_00, 0, -300_00, "few_days")]
    with pytest.raises(IntegrityError), transaction.atomic():
        row = one.lines.get(of=first)
        row.pk = None
        row.save()
    paid = approve(second, one)
    assert (paid.state, paid.entry.kind) == ("paid", "spending")
    assert queries.subsidy_file(officer, first.pk).stands == 0
    assert not queries.subsidy_draft(officer, inclusive.nursery.pk, older()).changes


def test_never_below_nothing_and_the_rest_is_carried_on(
    officer: Actor, second: Actor, inclusive: Home
) -> None:
    first = paid_older(officer, second, inclusive)
    forget_older(inclusive)
    SubsidyLine.objects.filter(subsidy=first).update(amount=1000_00)  # as if more had been paid
    one = prepare(officer, inclusive)
    assert (one.amount, one.changes, one.carried) == (0, -300_00, 700_00)
    paid = approve(second, one)
    assert (paid.state, paid.entry) == ("paid", None)
    left = queries.subsidy_draft(officer, inclusive.nursery.pk, Month.of(clock.today())).found
    assert [(row.before, row.now) for row, _taken in left.changes] == [(700_00, 0)]
    assert left.carried == 700_00
    assert SubsidyLine.objects.get(subsidy=first).counts  # the month is not free before it is whole


def test_what_was_paid_too_little_is_made_up_for_and_holds_the_month(
    officer: Actor, second: Actor, inclusive: Home
) -> None:
    first = paid_older(officer, second, inclusive)
    other = make_family(officer, "吴小贝")
    late = enrol(officer, other, inclusive)
    Enrolment.objects.filter(pk=late.pk).update(since=older().first)
    attend(late, open_days(older())[:2])
    one = prepare(officer, inclusive)
    assert (one.amount, one.changes) == (600_00, 300_00)
    held = SubsidyLine.objects.get(person=other.child, month=older().first)
    assert (held.of_id, held.counts, held.waiting) == (first.pk, True, True)
    approve(second, one)
    assert not queries.subsidy_draft(officer, inclusive.nursery.pk, older()).changes
    with pytest.raises(IntegrityError), transaction.atomic():
        SubsidyLine.objects.create(
            subsidy=first, person_id=other.child, enrolment=late, month=older().first,
            charge="full_day", days=1, attended=1, amount=1, why="counts",
        )  # fmt: skip


def test_a_difference_stands_in_one_statement_that_waits(
    officer: Actor, second: Actor, inclusive: Home
) -> None:
    paid_older(officer, second, inclusive)
    forget_older(inclusive)
    one = prepare(officer, inclusive)
    draft = queries.subsidy_draft(officer, inclusive.nursery.pk, Month.of(clock.today()))
    assert not draft.changes
    actions.return_subsidy(second, subsidy=one.pk, version=1, reason="重编")
    draft = queries.subsidy_draft(officer, inclusive.nursery.pk, Month.of(clock.today()))
    assert len(draft.changes) == 1


def test_a_change_of_the_change_is_not_paid(officer: Actor, second: Actor, inclusive: Home) -> None:
    paid_older(officer, second, inclusive)
    forget_older(inclusive)
    one = prepare(officer, inclusive)
    attend(Enrolment.objects.get(), open_days(older())[:3])  # it was right after all
    assert refused(lambda: approve(second, one)) == ("changed", "")


def test_a_child_taken_back_whole_may_count_elsewhere(
    officer: Actor, second: Actor, inclusive: Home, family: Family
) -> None:
    first = paid_older(officer, second, inclusive)
    forget_older(inclusive)
    other = make_home(officer, "别家园", small.FAR_VILLAGE)
    facilities.set_mark(officer, facility=other.facility, code="inclusive", since=SINCE)
    price(other)
    stay = Enrolment.objects.get()
    there = Enrolment.objects.create(
        person_id=family.child, nursery_class=other.room, care="full_day", seat=1, morning=True,
        afternoon=True, since=older().first, until=older().last, vaccination="complete",
        examined_on=older().first, allergies_sealed=b"", recorded_at=clock.now(), recorded_by="",
    )  # fmt: skip
    Enrolment.objects.filter(pk=stay.pk).update(since=opened()[0])
    attend(there, open_days(older())[:4])
    elsewhere = queries.subsidy_draft(officer, other.nursery.pk, older()).rows
    assert [str(one.why) for one, *_names in elsewhere] == ["elsewhere"]
    one = approve(second, prepare(officer, inclusive))
    assert lines(one) == [(300_00, 0, -300_00, "gone")]
    assert not SubsidyLine.objects.get(subsidy=first).counts
    assert prepare(officer, other, month=older().first).amount == 300_00


money = st.integers(min_value=0, max_value=100_000)


@given(own=money, months=st.lists(st.tuples(money, money), max_size=8))
def test_nothing_is_lost_and_nothing_comes_below_nothing(
    own: int, months: list[tuple[int, int]]
) -> None:
    given_ = [
        Change(at, date(2026, 1, 1), at, at, "full_day", 1, 1, Fen(before), Fen(now), Why.COUNTS)
        for at, (before, now) in enumerate(months)
    ]
    found = settled(given_, Fen(own))
    taken = sum(part for _one, part in found)
    assert own + taken >= 0
    for one, part in found:
        assert min(0, one.due) <= part <= max(0, one.due)
        assert one.due < 0 or part == one.due
    rest = sum(part - one.due for one, part in found)
    assert rest == max(0, -own - sum(one.due for one, _part in found))
