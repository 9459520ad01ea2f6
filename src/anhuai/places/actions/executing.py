"""Carrying out reforms and undoing them: all or nothing, again changes nothing."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import Level, is_urban_committee, level_of
from anhuai.kernel.unfit import Unfit
from anhuai.places import queries
from anhuai.places.actions.edition import divisions_changed
from anhuai.places.actions.moving import Passage, clashes, in_the_way, move_all, put_back
from anhuai.places.actions.preparing import recheck
from anhuai.places.models import Division, Reform
from anhuai.places.rules import Kind, State, Succession, short_name
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.notices.telling import tell_holders
from anhuai.platform.permits import Permit
from anhuai.platform.searching import pinyin


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("执行区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def execute_reform(actor: Actor, *, reform: int, version: int) -> Reform:
    """Carry a confirmed reform out in one transaction; one in another state is left as it is.

    Units end and begin on its day, and every room's rows follow. Raises `BadReform`.
    """
    found = queries.managed_reform(actor, reform, lock=True)
    if found.state != State.CONFIRMED or found.version != version:
        return found
    rows = queries.successions(found)
    recheck(Kind(found.kind), rows, found.on)
    passage = Passage.of(actor, found)
    clashes(passage.moves)
    _end_and_begin(rows, found)
    move_all(passage)
    found.state = State.EXECUTED.value
    found.version += 1
    found.executed_at = clock.now()
    found.save()
    divisions_changed()
    for division in sorted({row.new for row in rows}):
        tell_holders(
            "reform_executed", division=division, url=f"/places/reforms/{found.pk}/",
            dedupe=f"reform:{found.pk}:{found.version}", reform=found.document,
        )  # fmt: skip
    return found


def _end_and_begin(rows: Iterable[Succession], found: Reform) -> None:
    units = {unit.code: unit for unit in Division.objects.filter(
        until=None, code__in=[row.old for row in rows]
    )}  # fmt: skip
    wanted = {row.new: row for row in rows}
    for code, unit in units.items():
        if code not in wanted or wanted[code].name != unit.name:
            unit.until = found.on
            unit.save(update_fields=["until"])
    for code, row in wanted.items():
        kept = units.get(code)
        if kept is None or kept.name != row.name:
            _begin(row, units[row.old] if kept is None else kept, found)


def _begin(row: Succession, before: Division, found: Reform) -> None:
    is_village = level_of(row.new) is Level.VILLAGE
    Division.objects.create(
        code=row.new, name=row.name, short_name=short_name(row.name)[:40],
        pinyin=pinyin(row.name)[:160], level=before.level, code_system=before.code_system,
        urban_rural=before.urban_rural,
        is_urban=is_urban_committee(row.new) if is_village else None,
        longitude=before.longitude, latitude=before.latitude, since=found.on,
    )  # fmt: skip


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("撤销区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def revert_reform(actor: Actor, *, reform: int, version: int) -> Reform:
    """Undo a reform in one transaction: every row back where it was, the units as before.

    One in another state is left as it is. Raises `BadReform` when something later is in the way.
    """
    found = queries.managed_reform(actor, reform, lock=True)
    if found.state != State.UNDOING or found.version != version:
        return found
    in_the_way(found)
    put_back(Passage.of(actor, found))
    names = queries.old_names(found)
    for row in queries.successions(found):
        if not row.goes_on or row.name != names[row.old]:
            # What is undone never was: the reform itself keeps the codes it had given.
            Division.objects.filter(code=row.new, since=found.on, until=None).delete()
    Division.objects.filter(code__in=list(names), until=found.on).update(until=None)
    found.state = State.UNDONE.value
    found.version += 1
    found.undone_at = clock.now()
    found.save()
    divisions_changed()
    return found


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("退回区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def hold_back(actor: Actor, *, reform: int, version: int, error: Unfit) -> Reform:
    """Note why a reform could not be carried out or undone; it is a draft or in effect again."""
    found = queries.managed_reform(actor, reform, lock=True)
    if found.version != version or found.state not in (State.CONFIRMED, State.UNDOING):
        return found
    drafted = found.state == State.CONFIRMED
    found.state = (State.DRAFTED if drafted else State.EXECUTED).value
    found.version += 1
    found.stopped_for, found.stopped_for_en = error.message[:300], error.message_en[:300]
    if drafted:
        found.confirmed_by, found.confirmed_name, found.confirmed_at = None, "", None
    found.save()
    return found


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("补办区划变更"),
    logs=("reform",),
    subject="reform",
)
def catch_up(actor: Actor, *, reform: int) -> int:
    """Move what came to stand at ended codes after a reform in effect; return how many rows.

    A form sent as the reform ran, or a fact of an earlier day recorded later.
    """
    found = queries.managed_reform(actor, reform, lock=True)
    return move_all(Passage.of(actor, found)) if found.state == State.EXECUTED else 0
