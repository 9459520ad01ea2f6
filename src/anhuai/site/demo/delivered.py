"""A list as the disabled persons' federation might deliver it: invented, drawn from the register.

Numbers are missing, dates cut short or lunar, characters written by ear; some rows are of nobody on
record. The worker compares it, so that the review queue has something to show.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from anhuai.people import actions
from anhuai.people.models import Person
from anhuai.people.queries.matching import lists
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets.register import Row

ROWS, STRANGERS, SEED = 160, 20, 20_260
_BY_EAR = str.maketrans("英兰梅珍华平红志明伟军文", "瑛岚玫真桦萍洪智铭玮钧雯")
_NOBODY = ("慕容秋", "端木青", "欧阳靖", "司马岚", "上官云", "夏侯宇")


def deliver(officer: Actor, on: date) -> str:
    """Take the list in, put its comparison to work, and tell."""
    rows = list(_rows(on))
    for start in range(0, len(rows), 500):
        actions.take_list(officer, rows[start : start + 500], False)  # noqa: FBT003
    found = lists(officer).latest("pk")
    actions.start_linking(officer, list=found.pk)
    return f"外单位名单 1 份 {len(rows)} 行，后台比对"


def _rows(on: date) -> Iterator[Row]:
    chance = random.Random(SEED)  # noqa: S311 - the same invented list every time
    alive = Person.objects.filter(died=None, left=None, born__lt=date(on.year - 40, 1, 1))
    keys = list(alive.exclude(division="").order_by("pk").values_list("pk", flat=True))
    people = Person.objects.filter(pk__in=chance.sample(keys, min(ROWS, len(keys))))
    listed_on = (on - timedelta(days=12)).isoformat()
    for at, one in enumerate(people.select_related("household").order_by("pk")):
        yield Row(at + 2, {"office": "残联", "listed_on": listed_on, **_said(one, at, chance)})
    for at in range(STRANGERS):
        yield Row(ROWS + at + 2, {
            "office": "残联", "listed_on": listed_on, "key": f"C{ROWS + at:05d}",
            "name": _NOBODY[at % len(_NOBODY)], "sex": "男女"[at % 2],
            "born": f"{1950 + at}-0{at % 9 + 1}-11",
        })  # fmt: skip


def _said(one: Person, at: int, chance: random.Random) -> dict[str, str]:
    """Return what the list says of somebody, with the slips of real lists."""
    born = one.born.isoformat()
    kind = chance.random()
    if kind < 0.15:
        born = born[:4]
    elif kind < 0.25 and one.born.day <= 12:
        born = f"{one.born.year}-{one.born.day:02d}-{one.born.month:02d}"
    village, home = places.path_of(one.division), one.household.address if one.household else ""
    home = home if home.startswith(village) else village + home
    name = one.name.translate(_BY_EAR) if chance.random() < 0.25 else one.name
    return {
        "key": f"C{at:05d}", "name": name, "sex": "男" if one.sex == "1" else "女", "born": born,
        "identity": unseal(one.identity_sealed) if chance.random() < 0.4 else "",
        "address": home if chance.random() < 0.7 else "",
    }  # fmt: skip
