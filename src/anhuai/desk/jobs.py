"""What the desk does by itself: tickets' clocks, the exchange's process, drills, monthly lists."""

import asyncio
import logging
import os
import signal
from datetime import time as hour

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.desk import actions, queries
from anhuai.desk.catalogue import CARE_LISTS
from anhuai.desk.engine.ami import Account, Ami
from anhuai.desk.engine.exchange import account_in
from anhuai.desk.engine.telephony import (
    Answered,
    Dialled,
    Event,
    HungUp,
    LinkBroken,
    Present,
    Rang,
)
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.response import actions as response
from anhuai.response.engine import simulator as device
from anhuai.response.engine.main import DEFAULT, doors_in
from anhuai.response.jobs import hint

log = logging.getLogger(__name__)
POLL = 0.5
AGAIN = 3.0


@task()
def ticket_due(ticket_id: int) -> str:
    """Tell whoever is above, where a ticket's clock has run out and nobody did it."""
    return "urged" if actions.urge_ticket(SYSTEM, ticket_id=ticket_id) else "in time"


@recurring(title=gettext_noop("督办超时工单"), at=hour(8, 0))
@task()
def nightly_urge(day: str) -> str:
    """Find what the clocks' own jobs missed."""
    del day
    late = queries.late_tickets(now=clock.now())
    return f"{sum(actions.urge_ticket(SYSTEM, ticket_id=one) is not None for one in late)}"


@task()
def help_unanswered(case_id: int, step: int) -> str:
    """Tell further people of a call for help, where nobody has taken it."""
    return "told" if actions.tell_further(SYSTEM, case_id=case_id, step=step) else "taken"


@task()
def video_over(video_id: int) -> str:
    """End a video call whose time is over."""
    return "ended" if actions.lapse_video(SYSTEM, video_id=video_id) else "over"


@recurring(title=gettext_noop("开始每月关爱电话"), at=hour(6, 30), monthly=True)
@task()
def monthly_rounds(day: str) -> str:
    """Begin the monthly lists over the whole served area; the last month's end."""
    del day
    begun = 0
    for code, one in CARE_LISTS.items():
        if not one.is_monthly:
            continue
        for held in queries.rounds(SYSTEM).filter(code=code, ended_on=None):
            actions.end_round(SYSTEM, round_id=held.pk)
        actions.start_round(SYSTEM, code=code, division=county.code())
        begun += 1
    return f"{begun}"


@task()
def warning_turns(warning_id: int) -> str:
    """Begin or end what a warning of the weather calls for, at its time."""
    return str(actions.settle_warning(SYSTEM, warning_id=warning_id).state)


@recurring(title=gettext_noop("核对天气预警和出院通知"), at=hour(5, 45))
@task()
def nightly_intake(day: str) -> str:
    """Find the warnings whose job was missed, and whom held notices are about by now."""
    del day
    for state in ("planned", "in_force"):
        for one in queries.warnings(SYSTEM, state=state):
            actions.settle_warning(SYSTEM, warning_id=one.pk)
    return f"{len(actions.look_again(SYSTEM).rows)}"


@task()
def send_drill(drill_id: int) -> str:
    """Raise a drill's call over the wire; an ingress that is away is the drill's first finding."""
    one = queries.drill(SYSTEM, drill_id)
    if one.ended_at is not None:
        return "ended"
    secret = response.renew_secret(SYSTEM, device=one.device_id).secret
    doors = doors_in(os.environ.get("ANHUAI_INGRESS") or DEFAULT)
    door = next((door for door in doors if door.protocol == "http"), None)
    if door is None:
        raise LookupError("ANHUAI_INGRESS 没有开 http，演练呼叫发不出去")
    host = "127.0.0.1" if door.host in ("0.0.0.0", "::") else door.host  # noqa: S104 - compared
    asyncio.run(_drilled(host, door.port, one.device.ident, secret))
    return "sent"


async def _drilled(host: str, port: int, ident: str, secret: str) -> None:
    # The ingress reads its registry every second: the new secret is tried until it is known.
    for left in range(14, -1, -1):
        said = device.Saying(host, port, ident, secret, "drill", response.now_ms())
        try:
            await device.over_http(said)
        except device.Unanswered:
            if not left:
                raise
            await asyncio.sleep(1)
        else:
            return


# the exchange's process -------------------------------------------------------------------------


def took(event: Event) -> None:
    """Write what the exchange told, and wake the desks."""
    close_old_connections()
    if isinstance(event, Rang):
        actions.ring(SYSTEM, line=event.line, phone=event.phone)
    elif isinstance(event, Answered):
        actions.answered(SYSTEM, line=event.line, extension=event.extension)
    elif isinstance(event, HungUp):
        actions.hung_up(SYSTEM, line=event.line)
    elif isinstance(event, Present):
        actions.reconcile(SYSTEM, lines=list(event.lines))
    elif isinstance(event, Dialled):
        _dialled(event)
    hint()


def _dialled(event: Dialled) -> None:
    try:
        actions.dialled(SYSTEM, call_id=event.call, line=event.line or f"failed-{event.call}")
        if not event.line:
            actions.hung_up(SYSTEM, line=f"failed-{event.call}")
    except Unfit:
        log.warning("call %s was dialled twice", event.call)


async def _dial(exchange: Ami, sent: set[int]) -> None:
    """Have dialled what officers asked for, each once a connection."""
    while True:
        for call, extension, number in await sync_to_async(_to_dial)():
            if call not in sent:
                sent.add(call)
                await exchange.dial(call, extension, number)
        await asyncio.sleep(POLL)


def _to_dial() -> list[tuple[int, str, str]]:
    close_old_connections()
    return queries.to_dial()


async def attend(account: Account, *, ending: asyncio.Event) -> None:
    """Follow the exchange until told to end; a broken link is made again and again."""
    sent: set[int] = set()
    is_away = False
    while not ending.is_set():
        try:
            exchange = await Ami.connect(account)
            is_away = False
            await _until_broken(exchange, sent, ending)
        except (LinkBroken, DatabaseError) as away:
            if not is_away:
                log.warning("%s；%s 秒后再试", away, AGAIN)
            is_away = True
            try:
                await asyncio.wait_for(ending.wait(), AGAIN)
            except TimeoutError:
                continue


async def _until_broken(exchange: Ami, sent: set[int], ending: asyncio.Event) -> None:
    tell = sync_to_async(took)
    works = [
        asyncio.ensure_future(exchange.follow(tell)),
        asyncio.ensure_future(_dial(exchange, sent)),
        asyncio.ensure_future(ending.wait()),
    ]
    try:
        done, _rest = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        for one in works:
            one.cancel()
        await asyncio.gather(*works, return_exceptions=True)
        exchange.close()


def telephony() -> int:
    """Run the exchange's process until a signal."""
    try:
        account = account_in(os.environ)
    except ValueError as wrong:
        log.error("%s", wrong)
        return 2
    if account is None:
        log.error("请设置 ANHUAI_AMI（用户名@地址:端口）和 ANHUAI_AMI_SECRET。")
        return 2

    async def whole() -> None:
        ending = asyncio.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(one, ending.set)
        await attend(account, ending=ending)

    asyncio.run(whole())
    return 0
