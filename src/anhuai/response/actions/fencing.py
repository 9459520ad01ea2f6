"""Safe and risky places: drawn, changed by drawing another in their stead, ended; all on record."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.places import queries as divisions
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.response.actions.adapting import BadGround
from anhuai.response.models import Fence
from anhuai.response.queries import places as grounds
from anhuai.response.rules.fences import POINTS, FenceKind, Point, Shape, fault_of

MANAGE = Permit.RESPONSE_MANAGE
METRES = (20, 5_000)


@action(permit=MANAGE, title=_("划定安全或危险范围"), logs=("person", "division", "kind"),
        subject="fence")  # fmt: skip
def draw_fence(  # noqa: PLR0913 - what a shape is
    actor: Actor,
    *,
    kind: FenceKind,
    title: str,
    metres: int,
    points: Sequence[Sequence[float]] = (),
    person: int | None = None,
    division: str = "",
    stay_minutes: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Fence:
    """Draw a shape for a person who, or whose guardian, agreed to be located; or risky water for
    everybody so located in an area. Around home without points is around the household's point;
    it holds over [since, until), from today where no day is given."""
    if person is not None:
        _agreed(actor, person)
    elif kind is not FenceKind.RISK or not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)
    at = [_point(one) for one in points] or (_home(person) if kind is FenceKind.HOME else [])
    _checked(kind, at, metres, stay_minutes)
    return Fence.objects.create(
        person_id=person, division="" if person else division, kind=str(kind),
        title=normalise(title)[:60] or kind.title_zh, points=at, metres=metres,
        stay_minutes=stay_minutes, by=actor.name, created_at=clock.now(),
        since=_begins(since, until), until=until,
    )  # fmt: skip


@action(permit=MANAGE, title=_("修改范围"), logs=("fence",), subject="fence")
def change_fence(
    actor: Actor,
    *,
    fence: int,
    title: str,
    metres: int,
    points: Sequence[Sequence[float]],
    stay_minutes: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Fence:
    """End a shape and draw it anew in its stead; how it was stays on record."""
    seen = grounds.fence(actor, fence, permit=MANAGE)
    old = Fence.objects.select_for_update().get(pk=seen.pk)
    if old.ended_at is not None:
        raise BadGround(
            "ended", "这个范围已被撤销或修改，请回到名单查看现在的范围。",
            "This shape was ended or changed meanwhile: see the list for what holds now.",
        )  # fmt: skip
    if old.person_id is not None:
        _agreed(actor, old.person_id)
    kind = FenceKind(old.kind)
    at = [_point(one) for one in points]
    _checked(kind, at, metres, stay_minutes)
    old.ended_at = clock.now()
    old.save(update_fields=["ended_at"])
    return Fence.objects.create(
        person_id=old.person_id, division=old.division, kind=old.kind, points=at, metres=metres,
        title=normalise(title)[:60] or kind.title_zh, stay_minutes=stay_minutes, before=old,
        since=_begins(since, until), until=until, by=actor.name, created_at=clock.now(),
    )  # fmt: skip


@action(permit=MANAGE, title=_("撤销范围"), logs=("fence",), subject="fence")
def end_fence(actor: Actor, *, fence: int) -> Fence:
    """End a shape; it stays on record."""
    seen = grounds.fence(actor, fence, permit=MANAGE)
    found = Fence.objects.select_for_update().get(pk=seen.pk)
    if found.ended_at is None:
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
    return found


def _checked(kind: FenceKind, at: list[list[float]], metres: int, stay_minutes: int | None) -> None:
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
    shape = Shape(kind, tuple((lon, lat) for lon, lat in at), metres)
    fault = fault_of(shape, county_rings(clock.today()))
    if fault is not None:
        raise BadGround(str(fault), fault.title_zh, fault.title_en, field="points")


def county_rings(on: date) -> list[list[Point]]:
    """Return the county's outer outlines; none where it has no outline."""
    return list(_rings(on)) if county.code() else []


def _rings(on: date) -> Iterator[list[Point]]:
    for feature in divisions.outline(county.code(), on=on)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for part in parts:
            yield [(at[0], at[1]) for at in part[0]]


def _begins(since: date | None, until: date | None) -> date:
    begins = since or clock.today()
    if until is not None and (until <= begins or until <= clock.today()):
        raise BadGround(
            "until", "最后一天不能早于起始日，也不能在今天之前。",
            "The last day lies before the first, or before today.", field="until",
        )  # fmt: skip
    return begins


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
