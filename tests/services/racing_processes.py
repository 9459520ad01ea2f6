"""Two processes of one installation that do the same in the same moment; says what happened."""

import json
import multiprocessing
import pickle
from collections.abc import Callable
from typing import Any

import django


def _tried(call: Callable[[], object]) -> str:
    from django.db import OperationalError

    from anhuai.kernel.unfit import Unfit
    from anhuai.platform.posting import Stale

    for _again in range(200):
        try:
            call()
        except OperationalError as busy:  # SQLite: another writes; a page tries again too
            if "locked" not in str(busy):
                raise
        except Stale:
            return "stale"
        except Unfit as error:
            return error.code
        else:
            return "ok"
    return "locked"


def _calls(actor: Any, ask: dict[str, Any]) -> list[tuple[str, Callable[[], object]]]:
    from tests.services.conftest import TODAY

    from anhuai.funds import actions as funds
    from anhuai.funds.rules.books import Unit
    from anhuai.platform.acting import SYSTEM
    from anhuai.services import actions
    from anhuai.services.rules.ordering_words import Confirmed

    def spend(key: str, person: int) -> object:
        order = funds.Order(key=key, amount=3_000, unit=Unit.FEN, says="柜台", at=ask["counter"])
        return funds.spend(SYSTEM, person=person, order=order, on=TODAY)

    def confirm() -> object:
        told = actions.Assent(how=Confirmed.EXCEPTION, reason="老人不会写字")
        return actions.confirm(ask["provider"], order=ask["order"], assent=told)

    back = {"person": ask["two"], "key": "same", "on": TODAY, "reason": "重复"}
    return [
        ("counters", lambda: spend(ask["counter"], ask["one"])),
        ("same", lambda: spend("same", ask["two"])),
        ("back", lambda: funds.give_back(SYSTEM, **back)),
        ("approve", lambda: actions.approve_statement(
            actor, statement=ask["statement"], version=ask["version"])),
        ("confirm", confirm),
        ("redress", lambda: actions.redress(
            actor, order=ask["wrong"], units=0, reason="核实没有做")),
        ("arranged", lambda: actions.place_arranged(SYSTEM, on=TODAY)),
    ]  # fmt: skip


def _process(sealed: bytes, gate: Any, told: Any) -> None:
    django.setup()  # before anything of ours is read
    import time_machine
    from tests.services.conftest import NOON

    actor, ask = pickle.loads(sealed)  # our own parent's
    found = {}
    with time_machine.travel(NOON, tick=False):
        for name, call in _calls(actor, ask):
            gate.wait(120)
            found[name] = _tried(call)
    told.put(found)


def _prepared(officer: Any) -> dict[str, Any]:
    from tests.services import settling
    from tests.services.conftest import TODAY, elder_of
    from tests.services.ordering import confirmed, credit, done, make_provider

    from anhuai.funds.rules.books import Unit
    from anhuai.services import actions
    from anhuai.services.rules.arranging import Arranged

    one, two = elder_of(officer, "周甲"), elder_of(officer, "周乙")
    credit(one, 3_000)
    credit(two, 9_000)
    firm = settling.firm()
    settling.list_firm(officer, firm)
    settling.sign(officer, firm)
    settling.order(firm, one)
    made = actions.prepare_statement(
        officer, organisation=firm.body.pk, month=settling.MAY, on=TODAY
    )
    actions.confirm_statement(firm.actor, statement=made.pk, version=made.version)
    found = actions.check_statement(officer, statement=made.pk, version=made.version + 1, on=TODAY)
    elder, provider = elder_of(officer, "周丙"), make_provider(officer, "东河日间照料中心")
    credit(elder, 3_000)
    order = done(officer, elder, provider)
    wrong = elder_of(officer, "周戊")
    credit(wrong, 3_000)
    other = confirmed(provider, done(officer, wrong, provider))
    actions.complain(officer, order=other.pk, says="没有做")
    kept = elder_of(officer, "周丁")
    credit(kept, 400, Unit.MINUTES)
    wish = Arranged(service="bathing_aid", times=4, since=TODAY)
    actions.arrange(officer, person=kept, arranged=wish)
    return {
        "one": one, "two": two, "statement": made.pk, "version": found.version,
        "order": order.pk, "provider": provider.actor, "kept": kept,
        "wrong": other.pk,
    }  # fmt: skip


def _after(ask: dict[str, Any]) -> dict[str, Any]:
    from anhuai.funds.models import Entry, Voucher
    from anhuai.services.models import Order, OrderStep, StatementApproval

    steps = OrderStep.objects.filter(order__in=[ask["order"], ask["wrong"]])
    elders = [Order.objects.get(pk=ask[name]).person_id for name in ("order", "wrong")]
    spent = {
        name: Voucher.objects.get(person=ask[name]).spent for name in ("one", "two")
    }  # fmt: skip
    return {
        **spent, "reversals": Entry.objects.filter(kind="reversal").count(),
        "approvals": StatementApproval.objects.filter(statement=ask["statement"]).count(),
        "confirms": steps.filter(what="confirm").count(),
        "redresses": steps.filter(what="redress").count(),
        "of_orders": [Voucher.objects.get(person=elder).spent for elder in elders],
        "arranged_orders": Order.objects.filter(person=ask["kept"]).count(),
    }  # fmt: skip


def main() -> None:
    """Prepare, let two processes go through the same steps together, and tell what came of it."""
    import time_machine
    from django.db import connections
    from tests.people import small
    from tests.services.conftest import NOON

    with time_machine.travel(NOON, tick=False):
        small.make_county()
        officer = small.holder("county_officer", division=small.COUNTY)
        ask = _prepared(officer)
        two = [small.holder("county_officer", division=small.COUNTY) for _each in range(2)]
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    gate, told = context.Barrier(2), context.Queue()
    every = [
        context.Process(
            target=_process,
            args=(pickle.dumps((actor, {**ask, "counter": f"柜台{at}"})), gate, told),
        )
        for at, actor in enumerate(two)
    ]
    for one in every:
        one.start()
    answers = [told.get(timeout=100) for _one in every]
    for one in every:
        one.join(60)
    found = {name: sorted(one[name] for one in answers) for name in answers[0]}
    print(json.dumps({**found, **_after(ask)}))
