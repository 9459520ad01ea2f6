"""Two at once, run inside an installation: each a process of its own, at one gate each round."""

import json
import multiprocessing
from collections.abc import Callable
from typing import Any

ROUNDS = 8
Work = tuple[str, int, int, str]  # what, by which account (0: the house), to what, and more


def _act(what: str, account: int, key: int, more: str) -> None:
    """Do one thing as one officer would on the page."""
    from anhuai.cases import actions as cases
    from anhuai.desk import actions as desk
    from anhuai.platform.acting import SYSTEM
    from anhuai.platform.models import Account
    from anhuai.platform.requests import actor_of
    from anhuai.response import actions as response

    actor = SYSTEM if not account else actor_of(Account.objects.get(pk=account))
    doings: dict[str, Callable[[], Any]] = {
        "pick_up": lambda: desk.pick_up(actor, call_id=key),
        "acknowledge": lambda: cases.acknowledge(actor, case_id=key),
        "take_ticket": lambda: desk.take_ticket(actor, ticket_id=key),
        "answered": lambda: desk.answered(SYSTEM, line=more, extension="8002"),
        "video": lambda: desk.begin_video(actor, case_id=key),
        "join": lambda: desk.answer_invitation(SYSTEM, seat_id=key, token=more, agrees=True),
        "fire": lambda: response.fire(SYSTEM, timers=[key]),
        "note": lambda: cases.note(actor, case_id=key, says="记"),
    }
    doings[what]()


def worker(gate: Any, told: Any, works: list[Work]) -> None:
    """A process: for each round wait for the others, act, tell "ok" or the code of the refusal."""
    import django

    django.setup()
    from django.db import OperationalError

    from anhuai.kernel.unfit import Unfit

    found = []
    for work in works:
        gate.wait(60)
        for _again in range(100):
            try:
                _act(*work)
            except OperationalError as busy:  # SQLite: another writes; a page tries again too
                if "locked" not in str(busy):
                    raise
            except Unfit as refused:
                found.append(refused.code)
                break
            else:
                found.append("ok")
                break
        else:
            found.append("locked")
    told.put(found)


def raced(first: list[Work], second: list[Work]) -> list[list[str]]:
    """Let two processes do their works side by side; returns what each pair came to, sorted."""
    context = multiprocessing.get_context("spawn")
    gate, told = context.Barrier(2), context.Queue()
    both = [context.Process(target=worker, args=(gate, told, one)) for one in (first, second)]
    for one in both:
        one.start()
    answers = [told.get(timeout=120) for _one in both]
    for one in both:
        one.join(30)
    return [sorted(pair) for pair in zip(*answers, strict=True)]


def _case(number: int) -> Any:
    from django.db import transaction

    from anhuai.cases import actions as cases
    from tests.people import small

    with transaction.atomic():
        return cases.open_case(
            kind="alarm", says=("一键呼叫", "SOS"), severity=1, origin=f"race:{number}", by="测试",
            person=None, division=small.VILLAGE, spot="",
        )[0]  # fmt: skip


def _timer(device: int, number: int) -> tuple[int, int]:
    """A case that is about to escalate, and the timer that is due."""
    from anhuai.response.models import Alarm, Timer

    case = _case(100 + number)
    alarm = Alarm.objects.create(
        device_id=device, key=f"k{number}", kind="sos", pressed_ms=1, received_ms=1,
        committed_ms=1, is_late=False, protocol="mqtt", body="{}", case=case,
    )  # fmt: skip
    made = Timer.objects.create(alarm=alarm, case=case, step=1, due_ms=1, state="waiting")
    return case.pk, made.pk


def works(a: int, b: int) -> dict[str, list[tuple[Work, Work]]]:
    """Make what is raced for, and say what both processes do to each."""
    from anhuai.desk import actions
    from anhuai.platform.acting import SYSTEM
    from anhuai.response.actions import register
    from tests.people import small

    device = register(
        SYSTEM, ident="race-1", kind="drill", division=small.VILLAGE, secret="s" * 16
    ).pk
    found: dict[str, list[tuple[Work, Work]]] = {}

    def both(what: str, keys: list[int]) -> None:
        found[what] = [((what, a, key, ""), (what, b, key, "")) for key in keys]

    numbers = range(ROUNDS)
    both("pick_up", [actions.ring(SYSTEM, line=f"l{n}", phone="13900000001").pk for n in numbers])
    both("acknowledge", [_case(n).pk for n in numbers])
    both("note", [_case(200 + n).pk for n in numbers])
    both("video", [_case(300 + n).pk for n in numbers])
    both("take_ticket", [
        actions.open_ticket(SYSTEM, kind="inquiry", title=f"问{n}", caller="某").pk
        for n in numbers
    ])  # fmt: skip
    found["lifted"] = [
        (("pick_up", a, actions.ring(SYSTEM, line=f"m{n}", phone="13900000001").pk, ""),
         ("answered", 0, 0, f"m{n}"))
        for n in numbers
    ]  # fmt: skip
    found["escalating"] = [
        (("acknowledge", a, case, ""), ("fire", 0, timer, ""))
        for case, timer in (_timer(device, n) for n in numbers)
    ]
    return found


def joined(a: int) -> tuple[list[list[str]], int]:
    """Two people open one link, for every video call there is."""
    from anhuai.desk import actions
    from anhuai.desk.models import VideoCall, VideoSeat
    from anhuai.platform.models import Account
    from anhuai.platform.requests import actor_of

    officer = actor_of(Account.objects.get(pk=a))
    links = [
        actions.invite(officer, video_id=one, role="elder", name="某")
        for one in VideoCall.objects.order_by("pk").values_list("pk", flat=True)
    ]
    work = [("join", 0, one.pk, one.token) for one in links]
    return raced(work, work), VideoSeat.objects.exclude(holder="").count()


def main() -> None:
    """Race, and tell what came of it as one line of JSON."""
    from anhuai.cases import queries
    from anhuai.cases.models import Case
    from anhuai.desk.models import Call, VideoCall
    from anhuai.response.models import Timer
    from tests.people import small

    small.make_county()
    a, b = (small.holder("county_officer", division=small.COUNTY).account or 0 for _n in range(2))
    asked = works(a, b)
    pairs = [pair for of_kind in asked.values() for pair in of_kind]
    answers = iter(raced([one for one, _two in pairs], [two for _one, two in pairs]))
    told: dict[str, Any] = {what: [next(answers) for _pair in some] for what, some in asked.items()}
    every = Case.objects.filter(origin__startswith="race:")
    taken = [one[2] for one, _two in asked["acknowledge"] + asked["escalating"]]
    told["states"] = sorted({one.state for one in Call.objects.all()})
    told["entries"] = [
        one.entries.filter(what="acknowledged").count() for one in every if one.pk in taken
    ]
    told["calls"] = VideoCall.objects.count()
    told["waiting"] = Timer.objects.filter(state="waiting").count()
    told["join"], told["used"] = joined(a)
    told["broken"] = [
        one.origin for one in every if not queries.is_whole(list(one.entries.order_by("pk")))
    ]
    print(json.dumps(told))
