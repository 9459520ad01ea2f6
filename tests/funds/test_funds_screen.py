"""What the big screen says of money."""

from datetime import date

from tests.funds.conftest import ON, due
from tests.funds.test_funds_runs import approve, prepare
from tests.people import small

from anhuai.funds.models import Payment
from anhuai.funds.views.screens import paid
from anhuai.platform.acting import Actor, Holding

COUNTER = Actor(name="数据大屏", holdings=(Holding("leader", division=small.COUNTY),))


def test_only_what_the_bank_settled_counts_and_few_people_are_no_figure(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = prepare(officer, *(due(one) for one in people))
    approve(run, second, third)
    assert paid(COUNTER, small.COUNTY, ON) is None
    Payment.objects.filter(run=run).update(state="paid", settled_on=ON)
    assert paid(COUNTER, small.COUNTY, ON) is None  # three people: fewer than a figure may tell


def test_a_scheme_of_many_is_told_for_the_county_alone(
    officer: Actor, second: Actor, third: Actor, money: None
) -> None:
    many = [small.register(officer, f"周桂{name}", date(1936, 5, 2)) for name in "一二三四五"]
    run = prepare(officer, *(due(one) for one in many))
    approve(run, second, third)
    Payment.objects.filter(run=run).update(state="paid", settled_on=ON)
    shown = paid(COUNTER, small.COUNTY, ON)
    assert shown is not None
    assert [(one.value, str(one.unit)) for one in shown.figures] == [("500.00", "元"), ("5", "人")]
    assert paid(COUNTER, small.COUNTY + "101", ON) is None
    assert paid(COUNTER, small.COUNTY, date(2027, 1, 5)) is None
