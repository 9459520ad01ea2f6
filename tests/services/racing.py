"""Two at once, run inside an installation: each on a thread and a connection of its own."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier
from typing import Any

import time_machine
from django.db import OperationalError, connections
from tests.people import small
from tests.services.conftest import NOON, elder_of
from tests.services.ordering import confirmed, credit, done, make_provider, set_to, wanted

from anhuai.funds.models import Spending, Voucher
from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import Actor
from anhuai.services import actions
from anhuai.services.models import Order


def at_once(*calls: Callable[[], Any]) -> list[str]:
    """Do them in the same moment; each answers "ok" or the code of its refusal."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> str:
        try:
            gate.wait(20)
            for _again in range(100):
                try:
                    call()
                except OperationalError as busy:  # SQLite: another writes; a page tries again too
                    if "locked" not in str(busy):
                        raise
                else:
                    return "ok"
            return "locked"
        except Unfit as error:
            return error.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def taken(officer: Actor) -> dict[str, Any]:
    """Two providers take one order."""
    set_to("services.order_automatic", 0)
    two = [make_provider(officer, name) for name in ("东河日间照料中心", "桃园日间照料中心")]
    one = actions.place(officer, wanted=wanted(elder_of(officer)))
    found = at_once(
        *(lambda p=p: actions.take(p.actor, order=one.pk, facility=p.facility) for p in two)
    )
    one.refresh_from_db()
    set_to("services.order_automatic", 1)
    return {"take": found, "state": one.state, "takes": one.steps.filter(what="take").count()}


def clicked(officer: Actor) -> dict[str, Any]:
    """An order placed twice by a double click, then accepted twice."""
    provider = make_provider(officer, "柳林日间照料中心", price=5_000)
    ask = wanted(elder_of(officer, "周二妹"), facility=provider.facility)
    placed = at_once(*[lambda: actions.place(officer, wanted=ask)] * 2)
    one = Order.objects.get(client=ask.client)
    accepted = at_once(*[lambda: actions.accept(provider.actor, order=one.pk)] * 2)
    steps = one.steps.filter(what="accept").count()
    return {"place": placed, "accept": accepted, "accepts": steps}


def spent(officer: Actor) -> dict[str, Any]:
    """One voucher, two finished orders, two counters in the same second; then the loser again."""
    elder, provider = elder_of(officer, "周三妹"), make_provider(officer, "石桥日间照料中心")
    credit(elder, 3_000)
    two = [
        done(officer, elder, provider, earliest=time(first), latest=time(first + 2))
        for first in (13, 15)
    ]
    found = at_once(*(lambda one=one: confirmed(provider, one, own=3_000) for one in two))
    voucher = Voucher.objects.get()
    loser = Order.objects.filter(person=elder).exclude(state="confirmed").first()
    payers = []
    if loser is not None:
        payers = [share.payer for share in confirmed(provider, loser, own=6_000).shares.all()]
    return {
        "confirm": found, "spent": voucher.spent, "spendings": Spending.objects.count(),
        "loser": payers,
    }  # fmt: skip


def main() -> None:
    """Race, and tell what came of it as one line of JSON."""
    small.make_county()
    officer = small.holder("county_officer", division=small.COUNTY)
    with time_machine.travel(NOON, tick=False):
        print(json.dumps(taken(officer) | clicked(officer) | spent(officer)))
