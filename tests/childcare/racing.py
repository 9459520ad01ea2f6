"""Threads that reach for one seat and one hour in a real installation; says what happened."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connections
from tests.childcare.conftest import apply, make_family, make_home
from tests.people import small

from anhuai.childcare import actions
from anhuai.childcare.models import Booking, NurseryClass, Offer
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock


def race(calls: list[Callable[[], object]]) -> list[str]:
    """Start all calls at once in threads of their own; return "ok" or each refusal's code."""
    start, found = threading.Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        try:
            start.wait(timeout=60)
            call()
            found.append("ok")
        except Unfit as error:
            found.append(error.code)
        except Exception as error:  # noqa: BLE001 - told to the test, which fails by it
            found.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(found)


def main() -> None:
    """Race for the one seat of a class, then for the two places of an hour."""
    small.make_county()
    officer = small.holder("county_officer", division=small.COUNTY)
    home = make_home(officer, "一位园", small.VILLAGE, places=1)
    rows = [apply(make_family(officer, name), home) for name in ("周小宝", "吴小贝", "郑小果")]

    def offer(application: int) -> object:
        return actions.offer_place(
            home.manager, application=application, nursery_class=home.room.pk,
            starts=clock.today(),
        )  # fmt: skip

    seats = race([lambda key=row.pk: offer(key) for row in rows])
    wide = make_home(officer, "两位园", small.VILLAGE, places=2)
    visitors = [
        actions.enrol(
            officer, person=make_family(officer, name).child, nursery_class=wide.room.pk,
            care="hourly", since=clock.today(), vaccination="complete",
            examined_on=clock.today(), allergies="",
        ).pk
        for name in ("冯小一", "陈小二", "褚小三", "卫小四")
    ]  # fmt: skip
    day = clock.today() + timedelta(days=1)

    def book(key: int) -> object:
        return actions.book(
            wide.manager, enrolment=key, nursery_class=wide.room.pk, day=day, begins=9, ends=11
        )

    hours = race([lambda key=key: book(key) for key in visitors])
    assert NurseryClass.objects.count() == 2
    told = {
        "seats": seats, "hours": hours, "offers": Offer.objects.filter(state="open").count(),
        "bookings": Booking.objects.count(),
    }  # fmt: skip
    print(json.dumps(told))
