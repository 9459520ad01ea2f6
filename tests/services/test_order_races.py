"""Two at once: providers on one order, counters on one voucher, a double click, on real threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connections
from tests.people import small
from tests.services.conftest import NOON, elder_of
from tests.services.ordering import confirmed, credit, done, make_provider, wanted
from tests.services.test_order_actions import set_to

from anhuai.funds.models import Spending, Voucher
from anhuai.kernel.unfit import Unfit
from anhuai.platform import county, parameters
from anhuai.platform.acting import Actor
from anhuai.services import actions
from anhuai.services.models import Order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        parameters.forget()
        yield


@pytest.fixture
def officer(transactional_db: None) -> Iterator[Actor]:
    small.make_county()
    yield small.holder("county_officer", division=small.COUNTY)
    county.forget()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Do them in the same moment, each on a connection of its own; a refusal is its answer."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            for _again in range(50):
                try:
                    return call()
                except OperationalError as busy:  # SQLite: another writes; a page tries again too
                    if "locked" not in str(busy):
                        raise
            raise AssertionError("always locked")
        except Unfit as error:
            return error.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_providers_take_one_order_and_one_has_it(officer: Actor) -> None:
    set_to("services.order_automatic", 0)
    elder = elder_of(officer)
    two = [make_provider(officer, name) for name in ("东河日间照料中心", "桃园日间照料中心")]
    one = actions.place(officer, wanted=wanted(elder))
    found = at_once(*(
        lambda p=p: actions.take(p.actor, order=one.pk, facility=p.facility) for p in two
    ))  # fmt: skip
    assert sum(isinstance(answer, Order) for answer in found) == 1
    assert set(found) & {"taken", "state"}
    one.refresh_from_db()
    assert one.state == "accepted"
    assert one.steps.filter(what="take").count() == 1


def test_a_double_click_accepts_once(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    one = actions.place(officer, wanted=wanted(elder))
    found = at_once(*[lambda: actions.accept(provider.actor, order=one.pk)] * 2)
    assert sum(isinstance(answer, Order) for answer in found) == 1
    assert one.steps.filter(what="accept").count() == 1


def test_the_same_order_from_two_tabs_is_one(officer: Actor) -> None:
    elder = elder_of(officer)
    make_provider(officer, "东河日间照料中心")
    ask = wanted(elder)
    first, second = at_once(*[lambda: actions.place(officer, wanted=ask)] * 2)
    assert isinstance(first, Order) or isinstance(second, Order)
    assert Order.objects.count() == 1


def test_a_voucher_at_two_counters_in_the_same_second(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    credit(elder, 3_000)
    two = []
    for earliest, latest in ((13, 15), (15, 17)):
        two.append(done(officer, elder, provider, earliest=time(earliest), latest=time(latest)))
    found = at_once(*(lambda one=one: confirmed(provider, one, own=3_000) for one in two))
    assert sum(isinstance(answer, Order) for answer in found) == 1
    assert set(found) & {"left", "own", "twice"}
    voucher = Voucher.objects.get()
    assert (voucher.spent, Spending.objects.count()) == (3_000, 1)
    assert Order.objects.filter(state="confirmed").count() == 1
    loser = Order.objects.get(state="done")
    assert confirmed(provider, loser, own=6_000).shares.get().payer == "self"
