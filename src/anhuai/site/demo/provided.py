"""Housing projects with the premises they owe, and community rooms: invented, by the room's own
actions."""

from datetime import date, timedelta
from decimal import Decimal

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.siting import actions
from anhuai.siting.rules import ProjectFacts

_NAMES = ("滨河", "金桂", "阳光", "书香", "福安", "锦绣")


def provide(officer: Actor, on: date) -> str:
    """Register projects at every step, some small or late, and rooms given in part or free."""
    rows = places.divisions(officer, on=on, level=Level.VILLAGE, division=county.code())
    villages = sorted(rows.values_list("code", flat=True))
    for at, village in enumerate(villages[: len(_NAMES)]):
        actions.register_project(officer, facts=_project(at, village, on), on=on)
    for at, village in enumerate(villages[:10]):
        area = Decimal(160 + 40 * (at % 4))
        part = area * (0, 30, 45, 60)[at % 4] / 100
        facts = actions.RoomFacts(
            name="（虚构）社区服务用房", division=village, area=area, elders_m2=part,
            is_free=at % 3 != 2,
        )  # fmt: skip
        actions.register_room(officer, facts=facts, on=on - timedelta(days=400 + at))
    some = len(villages[: len(_NAMES)]), len(villages[:10])
    return f"新建居住项目 {some[0]} 个、社区用房 {some[1]} 处（虚构）"


def _project(at: int, village: str, on: date) -> ProjectFacts:
    def ago(days: int) -> date:
        return on - timedelta(days=days)

    dwellings = 300 + 120 * at
    promised = Decimal(dwellings * (22 if at == 4 else 36)) / 100
    done = {
        "planned_on": ago(900), "built_on": ago(300), "accepted_on": ago(200),
        "handed_on": ago(150), "completed_on": ago(200), "delivered_m2": promised,
    }  # fmt: skip
    courses = (
        done, {**done, "delivered_m2": promised - 60}, {**done, "handed_on": ago(20)},
        {"planned_on": ago(500), "completed_on": ago(160)}, {"planned_on": ago(90)},
        {"planned_on": ago(700), "built_on": ago(60)},
    )  # fmt: skip
    return ProjectFacts(
        name=f"（虚构）{_NAMES[at]}小区", division=village, dwellings=dwellings,
        promised_m2=promised, developer="（虚构）安居建设公司", **courses[at],  # type: ignore[arg-type]
    )  # fmt: skip
