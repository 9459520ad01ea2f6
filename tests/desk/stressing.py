"""Escalators and officers on the same calls at once, run inside an installation.

Each is a process. Every timer is overdue and so is the one after it, so the escalators go on with a
call until somebody takes it; officers note on and take all calls in orders of their own.
"""

import json
import multiprocessing
import random
import time
from typing import Any

CALLS, OFFICERS, ESCALATORS = 48, 3, 2


def _ready() -> type[Exception]:
    import django

    django.setup()
    from django.db import OperationalError

    return OperationalError


def escalator(gate: Any, over: Any, told: Any) -> None:
    """Fire whatever is due, without a pause, until the officers are done."""
    wrong = _ready()
    from anhuai.response.actions.escalating import fire_all

    fired, errors = 0, []
    gate.wait(120)
    while not over.is_set():
        try:
            fired += fire_all()
        except wrong as why:
            if "locked" not in str(why):
                errors.append(str(why))
    told.put(("fired", fired, errors))


def officer(gate: Any, told: Any, account: int, keys: list[int]) -> None:
    """Note on and take every call, in an order of one's own."""
    wrong = _ready()
    from anhuai.cases import actions as cases
    from anhuai.kernel.unfit import Unfit
    from anhuai.platform.models import Account
    from anhuai.platform.requests import actor_of

    actor = actor_of(Account.objects.get(pk=account))
    order = random.Random(account).sample(keys, len(keys))
    taken, errors = 0, []
    gate.wait(120)
    for key in order:
        for act in (cases.note, cases.acknowledge):
            more = {"says": "记"} if act is cases.note else {}
            for _again in range(300):
                try:
                    act(actor, case_id=key, **more)
                except wrong as why:
                    if "locked" in str(why):
                        continue
                    errors.append(str(why))
                except Unfit:
                    pass  # somebody else took it
                else:
                    taken += act is cases.acknowledge
                break
    told.put(("taken", taken, errors))


def _deadlocks() -> int:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def _after_answer(entries: list[Any]) -> int:
    """Count the escalations that stand behind somebody's answer."""
    whats = [one.what for one in entries]
    return whats[whats.index("acknowledged") :].count("escalated")


def main() -> None:
    """Let them at it, and tell what came of it as one line of JSON."""
    from anhuai.cases import queries
    from anhuai.cases.models import Case
    from anhuai.platform.acting import SYSTEM
    from anhuai.response.actions import register
    from anhuai.response.models import Timer
    from tests.desk.racing import _timer
    from tests.people import small

    small.make_county()
    people = [small.holder("county_officer", division=small.COUNTY).account for _n in range(3)]
    device = register(
        SYSTEM, ident="stress-1", kind="drill", division=small.VILLAGE, secret="s" * 16
    ).pk
    keys = [_timer(device, number)[0] for number in range(CALLS)]
    context = multiprocessing.get_context("spawn")
    gate, told, over = context.Barrier(OFFICERS + ESCALATORS), context.Queue(), context.Event()
    officers = [
        context.Process(target=officer, args=(gate, told, one, keys)) for one in people[:OFFICERS]
    ]
    others = [context.Process(target=escalator, args=(gate, over, told)) for _n in range(2)]
    for one in (*officers, *others):
        one.start()
    began = time.monotonic()
    for one in officers:
        one.join(240)
    over.set()
    answers = [told.get(timeout=60) for _one in (*officers, *others)]
    for one in others:
        one.join(60)
    found: dict[str, Any] = {"seconds": round(time.monotonic() - began, 1)}
    for what in ("fired", "taken"):
        found[what] = sum(count for name, count, _errors in answers if name == what)
    found["errors"] = [text for _name, _count, errors in answers for text in errors]
    timelines = [list(one.entries.order_by("pk")) for one in Case.objects.filter(pk__in=keys)]
    found["acknowledged"] = [sum(e.what == "acknowledged" for e in one) for one in timelines]
    found["late"] = sum(_after_answer(one) for one in timelines)
    found["broken"] = sum(not queries.is_whole(one) for one in timelines)
    found["waiting"] = Timer.objects.filter(state="waiting").count()
    found["deadlocks"] = _deadlocks()
    print(json.dumps(found))
