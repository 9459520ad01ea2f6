"""A month of home services settled: python bench/settlement.py [--quick]

A throw-away county of invented elders, providers and orders. All orders are screened for anomalies,
then every provider's statement is prepared by the real actions, and each is computed again from its
frozen facts. The last line is JSON; wall and CPU seconds.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
COUNTY, MONTH = "990001", date(2026, 5, 1)
ZONE = ZoneInfo("Asia/Shanghai")
PRICE = 4_000
FIRMS = 20


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a tenth of the orders")
    given = parser.parse_args()
    orders = 10_000 if given.quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANHUAI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        fill(orders)
        print(json.dumps(settled(orders)))
    return 0


def contracted(orders: int) -> tuple[list[Any], list[Any]]:
    """Insert providers under contract; return them with their facilities."""
    from anhuai.facilities.models import Facility
    from anhuai.platform import clock, county
    from anhuai.platform.acting import SYSTEM
    from anhuai.platform.models import Organisation, Parameter
    from anhuai.services import actions
    from anhuai.services.rules.purchase import ContractFacts, Licence

    Parameter.objects.create(key="county.code", value=COUNTY)
    county.forget()
    since, now = date(2026, 1, 1), clock.now()
    actions.enter_directory(SYSTEM, service="cleaning_aid", since=since, document="bench")
    bodies = Organisation.objects.bulk_create(
        Organisation(kind="provider", name=f"firm {n}", division=COUNTY, since=since)
        for n in range(FIRMS)
    )
    places = Facility.objects.bulk_create(
        Facility(kind="day_care_centre", name=f"place {n}", pinyin="", search="",
                 division=f"{COUNTY}100201", address="", ownership="private", operator=body,
                 status="operating", created_at=now, updated_at=now)
        for n, body in enumerate(bodies)
    )  # fmt: skip
    for body in bodies:
        paper = Licence(kind="registration", number="9162", since=since)
        actions.list_undertaker(
            SYSTEM, organisation=body.pk, since=since, document="bench", licence=paper
        )
        actions.sign_contract(SYSTEM, on=since, facts=ContractFacts(
            number=f"C{body.pk}", title="bench", organisation=body.pk, since=since,
            until=date(2027, 1, 1), ceiling=orders * PRICE, fund="county_budget",
            purpose="elderly_care", document="bench", prices={"cleaning_aid": PRICE},
        ))  # fmt: skip
    return bodies, places


def fill(orders: int) -> None:
    """Insert providers under contract, workers, elders and their finished orders."""
    from anhuai.people.models import Person
    from anhuai.platform import clock
    from anhuai.services.models import Order
    from anhuai.workforce.models import Worker

    bodies, places = contracted(orders)
    now = clock.now()
    # A worker does four services a day, twenty-eight days.
    count = -(-orders // (4 * 28))
    workers = Worker.objects.bulk_create(
        Worker(name=f"w{n}", pinyin="", search="", sex="2", phone_sealed=b"", created_at=now)
        for n in range(count)
    )
    person = Person.objects.bulk_create(
        [Person(name="elder", pinyin="", search="", sex="2", born=date(1945, 1, 1),
                created_at=now, updated_at=now)]
    )[0]  # fmt: skip
    rows = []
    for n in range(orders):
        worker, slot = n % count, n // count
        day = MONTH + timedelta(days=slot // 4)
        begun = datetime(day.year, day.month, day.day, 8 + slot % 4 * 2, n % 20, tzinfo=ZONE)
        ended = begun + timedelta(minutes=55 if n % 50 else 10)
        rows.append(Order(
            client=UUID(int=n + 1), number=f"B{n:09d}", person=person, service="cleaning_aid",
            division=f"{COUNTY}100201", facility=places[worker % FIRMS], longitude=105.0,
            latitude=38.0, organisation=bodies[worker % FIRMS], worker=workers[worker],
            wanted_on=day, earliest="08:00", latest="18:00", minutes=60, units=1, done_units=1,
            unit_price=PRICE, amount=PRICE, placed_by="entitlement", through="job",
            state="confirmed", placed_at=begun, started_at=begun, done_at=ended,
            confirmed_at=ended, confirmed="signature" if n % 100 else "exception",
        ))  # fmt: skip
    prove(Order.objects.bulk_create(rows, batch_size=1000))


def prove(made: list[Any]) -> None:
    """Insert who pays for orders, and their beginnings and ends."""
    from anhuai.platform import clock
    from anhuai.services.models import OrderProof, OrderShare

    now = clock.now()
    OrderShare.objects.bulk_create(
        (OrderShare(order=one, payer=payer, amount=amount) for one in made
         for payer, amount in (("government", 3_000), ("self", 1_000))), batch_size=2000,
    )  # fmt: skip
    OrderProof.objects.bulk_create(
        (OrderProof(client=UUID(int=one.pk * 2 + at), order=one, moment=moment, at=when,
                    phone_at=when, recorded_at=now, recorded_by="bench")
         for one in made
         for at, (moment, when) in enumerate((("start", one.started_at), ("finish", one.done_at)))),
        batch_size=2000,
    )  # fmt: skip


def settled(orders: int) -> dict[str, Any]:
    """Screen, settle, and compute every statement again."""
    from anhuai.platform.acting import SYSTEM
    from anhuai.services import actions
    from anhuai.services.models import Statement, StatementLine
    from anhuai.services.queries.statements import is_reproduced

    on = date(2026, 6, 10)
    found: dict[str, Any] = {"orders": orders}
    for name, act in (
        ("screen", lambda: actions.screen_month(SYSTEM, month=MONTH, on=on).found),
        ("settle", lambda: actions.prepare_month(SYSTEM, month=MONTH, on=on).made),
        ("again", lambda: all(is_reproduced(one) for one in Statement.objects.all())),
    ):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = act()
        found[name] = answer
        found[f"{name}_s"] = round(time.perf_counter() - wall, 2)
        found[f"{name}_cpu_s"] = round(time.process_time() - cpu, 2)
    found["lines"] = StatementLine.objects.count()
    held = found["screen"]
    assert found["lines"] <= orders <= found["lines"] + held, found
    return found


if __name__ == "__main__":
    raise SystemExit(main())
