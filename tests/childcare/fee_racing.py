"""Threads that draw, pay and approve the same thing in a real installation; says what happened."""

import json
from collections.abc import Callable

from tests.childcare.billed import decide, last_month, price, was_there
from tests.childcare.conftest import make_family, make_home
from tests.childcare.racing import race
from tests.people import small

from anhuai.childcare import actions
from anhuai.childcare.models import Bill, Payment, Subsidy
from anhuai.facilities import actions as facilities
from anhuai.funds import actions as funds
from anhuai.funds.models import Entry
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform import clock


def main() -> None:
    """Race to draw a month's bills, to pay one twice, to prepare and to approve one subsidy."""
    small.make_county()
    officers = [small.holder("county_officer", division=small.COUNTY) for _n in range(4)]
    home = make_home(officers[0], "一家园", small.VILLAGE)
    since = last_month().first.replace(year=2024)
    facilities.set_mark(officers[0], facility=home.facility, code="inclusive", since=since)
    price(home)
    decide("childcare.subsidy", 300)
    for name in ("周小宝", "吴小贝"):
        was_there(officers[0], make_family(officers[0], name), home)
    funds.appropriate(
        officers[0], pot=Pot("county_budget", clock.today().year, ""), amount=Fen(100_000_00),
        on=clock.today(), document="预算",
    )  # fmt: skip
    month, key = last_month().first, home.nursery.pk

    def each(call: Callable[[int], object]) -> list[Callable[[], object]]:
        return [lambda n=n: call(n) for n in range(1, 4)]

    drawn = race(each(lambda _n: actions.draw_bills(home.manager, nursery=key, month=month)))
    bill = Bill.objects.order_by("pk")[0]
    paid = race(
        each(
            lambda _n: actions.take_payment(
                home.manager, bill=bill.pk, amount=bill.total, on=clock.today(), way="cash"
            )
        )
    )
    prepared = race(
        each(
            lambda _n: actions.prepare_subsidy(
                officers[0], nursery=key, month=month, fund="county_budget", document="文件"
            )
        )
    )
    one = Subsidy.objects.get()
    approved = race(
        each(
            lambda n: actions.approve_subsidy(
                officers[n], subsidy=one.pk, version=1, on=clock.today(), note="已核实"
            )
        )
    )
    told = {
        "drawn": drawn, "bills": Bill.objects.count(), "paid": paid,
        "payments": Payment.objects.count(), "prepared": prepared, "approved": approved,
        "entries": Entry.objects.filter(kind="spending").count(),
    }  # fmt: skip
    print(json.dumps(told))
