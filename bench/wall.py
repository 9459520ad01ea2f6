"""What the second wall costs: a town clerk's pages on PostgreSQL with and without it.

python bench/wall.py   (ANHUAI_DATABASE_URL: a demo county on PostgreSQL)

Each page is asked for in turns with and without the wall, in one process; CPU of this process and
time on the wall clock, medians in milliseconds. The last line is one JSON object.
"""

import json
import os
import statistics
import sys
from time import perf_counter, process_time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")

ROUNDS = 60


def open_again(connection: Any) -> None:
    """Take back what the last walled request left: a connection that shows nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', false)")
    connection.anhuai_closed = False


def main() -> int:
    """Measure the list, a search and a file."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from anhuai.people.models import Person
    from anhuai.platform import wall
    from anhuai.platform.models import RoleHolding

    settings.ALLOWED_HOSTS = ["*"]
    settings.ANHUAI_PURPOSE = False
    if not wall.stands():
        print("no wall in this database")
        return 1
    clerk = RoleHolding.objects.filter(role="town_clerk").order_by("pk").first()
    if clerk is None:
        return 1
    client = Client()
    client.force_login(clerk.account, backend="anhuai.platform.signing_in.PasswordBackend")
    known = Person.objects.filter(division__startswith=clerk.division, died=None, left=None)
    one = known.order_by("pk")[100]
    pages = {
        "list": "/people/", "list_circumstance": "/people/?circumstance=living_alone",
        "search": f"/people/?q={one.name[0]}", "search_name": f"/people/?q={one.name}",
        "file": f"/people/{one.pk}/",
    }  # fmt: skip
    found: dict[str, object] = {"persons": Person.objects.count(), "in_town": known.count()}
    for name, url in pages.items():
        taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
        for n in range(ROUNDS):
            settings.ANHUAI_WALL = n % 2 == 0
            open_again(connection)
            began, cpu = perf_counter(), process_time()
            status = client.get(url).status_code
            if status != 200:
                raise AssertionError((url, status))
            taken[n % 2 == 0].append((process_time() - cpu, perf_counter() - began))
        for walled, label in ((False, "without"), (True, "with")):
            cpu_ms, wall_ms = (
                round(statistics.median(column) * 1000, 2)
                for column in zip(*taken[walled], strict=True)
            )
            found[f"{name}_{label}"] = {"cpu_ms": cpu_ms, "ms": wall_ms}
        print(name, found[f"{name}_without"], found[f"{name}_with"], flush=True)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
