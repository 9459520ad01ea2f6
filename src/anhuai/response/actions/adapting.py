"""What holds for one person: other limits, rules switched off for a time, safe and risky places."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.response.catalogue import RULES
from anhuai.response.models import Fence, PersonRule, Search
from anhuai.response.queries import places as grounds
from anhuai.response.rules.fences import POINTS, FenceKind

MANAGE = Permit.RESPONSE_MANAGE
LONGEST_OFF = 92
METRES = (20, 5_000)


class BadGround(Unfit):
    """A rule or shape that cannot be; codes: rule, limit, reason, off, consent, points, version."""


@action(
    permit=MANAGE, title=_("按本人情况设遥测规则"), logs=("person", "rule", "limit", "off_until"),
    subject="person",
)  # fmt: skip
def adapt_rule(
    actor: Actor,
    *,
    person: int,
    rule: str,
    reason: str,
    limit: int | None = None,
    off_until: date | None = None,
    version: int | None = None,
) -> "Adapted":
    """Set a rule's limit for one person (None: the county's), or switch it off until a day."""
    people.person_in_scope(actor, person, permit=MANAGE)
    if rule not in RULES:
        raise NotHere("rule", rule)
    bounds, reason = RULES[rule].limit, normalise(reason)[:200]
    if limit is not None and not bounds.least <= limit <= bounds.most:
        raise BadGround(
            "limit", f"限值只能在 {bounds.least} 到 {bounds.most} 之间。",
            f"It must lie between {bounds.least} and {bounds.most}.", field="limit",
        )  # fmt: skip
    days = 0 if off_until is None else (off_until - clock.today()).days
    if off_until is not None and not 0 < days <= LONGEST_OFF:
        raise BadGround(
            "off", f"停用须在明天到 {LONGEST_OFF} 天之间，到期自动恢复。",
            f"From tomorrow to {LONGEST_OFF} days; it comes back by itself.", field="off_until",
        )  # fmt: skip
    if not reason:
        raise BadGround("reason", "请写明依据。", "Say on what it rests.", field="reason")
    found = PersonRule.objects.select_for_update().filter(person=person, rule=rule).first()
    if version is not None and version != (found.version if found else 0):
        raise BadGround("version", "刚被别人改动，请刷新后再操作。", "Changed meanwhile; refresh.")
    values = {
        "limit": limit, "off_until": off_until, "reason": reason, "by": actor.name,
        "at": clock.now(), "version": (found.version if found else 0) + 1,
    }  # fmt: skip
    PersonRule.objects.update_or_create(person_id=person, rule=rule, defaults=values)
    return Adapted(person)


class Adapted:
    """Whose rules were changed."""

    def __init__(self, pk: int) -> None:
        self.pk = pk


@action(permit=MANAGE, title=_("划定安全或危险范围"), logs=("person", "division", "kind"),
        subject="fence")  # fmt: skip
def draw_fence(
    actor: Actor,
    *,
    kind: FenceKind,
    title: str,
    metres: int,
    points: Sequence[Sequence[float]] = (),
    person: int | None = None,
    division: str = "",
    stay_minutes: int | None = None,
) -> Fence:
    """Draw a shape for a person who, or whose guardian, agreed to be located; or risky water for
    everybody so located in an area. Around home without points is around the household's point."""
    if person is not None:
        _agreed(actor, person)
    elif kind is not FenceKind.RISK or not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)
    at = [_point(one) for one in points] or (_home(person) if kind is FenceKind.HOME else [])
    if len(at) < POINTS[kind] or (kind is FenceKind.HOME and len(at) != 1) or len(at) > 200:
        raise BadGround(
            "points", f"“{kind.title_zh}”至少要 {POINTS[kind]} 个点，每行一个：经度,纬度。",
            f"At least {POINTS[kind]} points, one a line: longitude,latitude.", field="points",
        )  # fmt: skip
    if not METRES[0] <= metres <= METRES[1]:
        raise BadGround("metres", "范围应为 20 到 5000 米。", "20 to 5000 metres.", field="metres")
    if stay_minutes is not None and not 5 <= stay_minutes <= 1440:
        raise BadGround(
            "stay", "停留应为 5 到 1440 分钟。", "5 to 1440 minutes.", field="stay_minutes"
        )
    return Fence.objects.create(
        person_id=person, division="" if person else division, kind=str(kind),
        title=normalise(title)[:60] or kind.title_zh, points=at, metres=metres,
        stay_minutes=stay_minutes, by=actor.name, created_at=clock.now(),
    )  # fmt: skip


def _agreed(actor: Actor, person: int) -> None:
    people.person_in_scope(actor, person, permit=MANAGE)
    if person not in people.consenting([person], purpose="location", on=clock.today()):
        raise BadGround(
            "consent", "没有“定位与一键呼叫”的同意。请先在人员档案登记本人或监护人的同意。",
            "There is no consent to being located: record the person's or guardian's first.",
            field="person",
        )  # fmt: skip


def _point(one: Sequence[float]) -> list[float]:
    lon, lat = one
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadGround("points", "经纬度不对。", "That is no position.", field="points")
    return [lon, lat]


def _home(person: int | None) -> list[list[float]]:
    found = None if person is None else people.home_point(person)
    if found is None:
        raise BadGround(
            "points", "住址没有坐标，请填中心点。", "The home has no point: enter one.",
            field="points",
        )  # fmt: skip
    return [list(found)]


@action(permit=MANAGE, title=_("撤销范围"), logs=("fence",), subject="fence")
def end_fence(actor: Actor, *, fence: int) -> Fence:
    """End a shape; it stays on record."""
    seen = grounds.fence(actor, fence, permit=MANAGE)
    found = Fence.objects.select_for_update().get(pk=seen.pk)
    if found.ended_at is None:
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
    return found


_ROWS: tuple[tuple[str, Any, Any], ...] = (
    ("personrule", _("遥测规则"), PersonRule), ("fence", _("安全范围"), Fence),
    ("search", _("寻人"), Search),
)  # fmt: skip
for _name, _title, _model in _ROWS:
    declare_points(Points(f"response.{_name}.person", _title, _model.objects.all))
declare_placed(
    Placed("response.fence.division", _("危险区域"), How.NOW, Fence.objects.all,
           listing="/response/fences/?division={code}", permit=Permit.RESPONSE_READ)
)  # fmt: skip
