"""The phone and the month: python bench/field.py [--quick]

A throw-away county of invented elders. A phone's sync of 500 persons with 2,000 visits through the
real view (CPU and wall seconds, bytes both ways, packed as a phone packs them), again, and
a month's plan for 5,000 elders and 300 visitors; a day's routes for 300 workers and 1,800 visits,
and their gap to the proved least on small days (public instances: routes.py --instances). The
last line is JSON.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import routes

ROOT = Path(__file__).resolve().parents[1]
COUNTY = "990001"
PARCEL = 200


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    given = parser.parse_args()
    part = 10 if given.quick else 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANHUAI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found = {**planned(5_000 // part, 300 // part), **synced(500 // part, 4)}
        found |= routes.scale(300 // part, 1_800 // part, 50 / part)
        found["routes_gap_pct"] = routes.gap(4 if given.quick else 20)
        print(f"{found}")
        print(json.dumps(found))
    return 0


def planned(elders: int, workers: int) -> dict[str, Any]:
    """Fill the county and plan its month."""
    from anhuai.platform.acting import SYSTEM
    from anhuai.services import actions
    from anhuai.services.models import Target

    villages = max(10, workers // 3)
    fill(elders, workers, villages)
    from anhuai.platform import clock

    on = clock.today().replace(day=2)
    began = time.perf_counter()
    made = actions.plan_month(SYSTEM, month=on.replace(day=1), on=on)
    seconds = time.perf_counter() - began
    loads = sorted(
        Target.objects.filter(visitor=key).count()
        for key in Target.objects.values_list("visitor", flat=True).distinct()
    )
    assert made.listed == elders, made
    return {
        "plan_elders": elders, "plan_workers": workers, "plan_s": round(seconds, 3),
        "plan_loads": [loads[0], loads[-1]],
    }  # fmt: skip


def fill(elders: int, workers: int, villages: int) -> None:
    """Insert villages, visitors and elders who live alone, all invented."""
    from anhuai.people.models import Circumstance, Household, Person, Residence
    from anhuai.places.models import Division
    from anhuai.platform import clock
    from anhuai.platform.models import Account, Parameter, RoleHolding
    from anhuai.services.models import Visitor

    since, now = date(2025, 1, 1), clock.now()
    codes = [f"{COUNTY}100{200 + n:03d}" for n in range(villages)]
    Division.objects.bulk_create(
        Division(code=code, name=f"村{code}", short_name=code, pinyin=code, level=len(code),
                 since=date(1949, 10, 1))
        for code in (COUNTY, f"{COUNTY}100", *codes)
    )  # fmt: skip
    Parameter.objects.create(key="county.code", value=COUNTY)
    accounts = Account.objects.bulk_create(
        Account(username=f"w{n}", name=f"探访员{n}", password="!", created_at=now)
        for n in range(workers)
    )
    for at, account in enumerate(accounts):
        place = codes[at % villages]
        RoleHolding.objects.create(
            account=account, role="village_worker", division=place, since=since
        )
        Visitor.objects.create(account=account, name=account.name, division=place, since=since)
    people = Person.objects.bulk_create(
        Person(name=f"老人{n}", pinyin=f"laoren{n}", search="", sex="2", born=date(1945, 1, 1),
               identity_sealed=b"", phone_sealed=b"", hukou=codes[n % villages],
               division=codes[n % villages], created_at=now, updated_at=now)
        for n in range(elders)
    )  # fmt: skip
    homes = Household.objects.bulk_create(
        Household(division=one.division, address=f"{n} 号", longitude=105 + n / 1e5, latitude=38.0,
                  head=one, since=since)
        for n, one in enumerate(people)
    )  # fmt: skip
    for one, home in zip(people, homes, strict=True):
        one.household = home
    Person.objects.bulk_update(people, ["household"], batch_size=500)
    given = {"since": since, "recorded_at": now, "recorded_by": "bench"}
    Residence.objects.bulk_create(
        Residence(person=one, kind=kind, division=one.division, reason="born", **given)
        for one in people
        for kind in ("resident", "registered")
    )
    Circumstance.objects.bulk_create(
        Circumstance(person=one, code="living_alone", **given) for one in people
    )


def synced(persons: int, times: int) -> dict[str, Any]:
    """Send a phone's visits through the view, twice; return server seconds, bytes, duplicates."""
    from django.conf import settings
    from django.test import Client

    from anhuai.services.models import Target, Visit, Visitor

    settings.ALLOWED_HOSTS = ["testserver"]
    first = Visitor.objects.order_by("pk")[0]
    keys = list(Target.objects.order_by("pk").values_list("pk", "person")[:persons])
    Target.objects.filter(pk__in=[pk for pk, _ in keys]).update(visitor=first)
    from anhuai.platform.models import RoleHolding

    RoleHolding.objects.filter(account=first.account_id).update(division=COUNTY)
    client = Client()
    client.force_login(first.account, backend="anhuai.platform.signing_in.PasswordBackend")
    parcels = packed([person for _pk, person in keys], times)
    client.get("/services/field/here")  # the process has served before
    seconds, wall, size = 0.0, 0.0, 0
    for again in range(2):
        for body in parcels:
            began, clock = time.process_time(), time.perf_counter()
            answer = client.post(
                "/services/field/sync", body, content_type="application/gzip",
                headers={"accept-encoding": "gzip"},
            )  # fmt: skip
            took, passed = time.process_time() - began, time.perf_counter() - clock
            assert answer.status_code == 200, answer.content[:300]
            assert all("id" in one for one in json.loads(plain(answer))["taken"]), "refused"
            if not again:
                seconds += took
                wall += passed
                size += len(body) + len(gzip.compress(plain(answer)))
    return {
        "sync_500_s": round(seconds, 3), "sync_wall_s": round(wall, 3),
        "sync_kb": round(size / 1024, 1),
        "sync_persons": persons, "sync_visits": persons * times,
        "duplicates": Visit.objects.count() - persons * times,
    }  # fmt: skip


def plain(answer: Any) -> bytes:
    """Return an answer's body, unpacked."""
    body: bytes = answer.content
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def packed(people: list[int], times: int) -> list[bytes]:
    """Return parcels as a phone sends them: random ids, times of the last days, packed."""
    import random

    from anhuai.platform import clock

    luck, now = random.Random(1), clock.now()
    visits = [
        {
            "client": str(UUID(int=luck.getrandbits(128), version=4)), "person": person,
            "at": (now - timedelta(minutes=luck.randrange(1440))).isoformat(), "mode": "phone",
            "outcome": "done", "minutes": 10, "answers": {"meals": "fine", "mood": "fine"},
            "chores": [], "note": "", "reason": "", "where": None, "confirmed": "none", "code": "",
        }
        for person in people
        for _ in range(times)
    ]  # fmt: skip
    phone = str(UUID(int=7, version=4))
    return [
        gzip.compress(json.dumps({
            "phone": phone, "sent": now.isoformat(), "waiting": len(visits),
            "visits": visits[start : start + PARCEL], "more": start + PARCEL < len(visits),
        }).encode())
        for start in range(0, len(visits), PARCEL)
    ]  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
