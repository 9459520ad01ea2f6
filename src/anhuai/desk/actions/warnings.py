"""Warnings of the weather: sent by the service or entered; each opens its care list and ends it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.desk.actions.caring import listed_round
from anhuai.desk.catalogue import WARNINGS
from anhuai.desk.models import CareRound, WarningArea, WeatherWarning
from anhuai.desk.rules.warnings import (
    ENDED,
    LONGEST,
    MOST_PLACES,
    BadWarning,
    WarningFacts,
    WarningLevel,
    WarningState,
    outermost,
    rank,
    state_at,
)
from anhuai.kernel.text import normalise
from anhuai.places import queries as places
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

WARN = Permit.DESK_WARN


@action(permit=WARN, title=_("发布天气预警"), logs=("serial",), subject="weather_warning")
def warn(actor: Actor, *, facts: WarningFacts, serial: str = "") -> WeatherWarning:
    """Take in a warning; under the sender's own serial it is one and the same.

    Sent again with another level, time or area, it is changed. Its care list begins when it is in
    force and grave enough (a setting), and ends with it.
    """
    now = clock.now()
    codes = _checked(actor, facts)
    found = _before(actor, serial)
    if found is None and facts.until <= now:
        raise BadWarning("over", "结束时间已经过了。", "It has ended already.", field="until")
    values = {
        "kind": facts.kind, "level": facts.level, "text": normalise(facts.text)[:500],
        "since": facts.since, "until": facts.until,
        "source": normalise(facts.source)[:64] or actor.name[:64],
    }  # fmt: skip
    if found is None:
        found = _made(actor, serial, values)
    else:
        _change(found, values)
    _set_areas(found, codes)
    settle_warning(SYSTEM, warning_id=found.pk)
    for at in (facts.since, facts.until):
        if at > now:
            _later(found, at)
    found.refresh_from_db()
    return found


def _before(actor: Actor, serial: str) -> WeatherWarning | None:
    if not serial:
        return None
    rows = WeatherWarning.objects.filter(sender=actor.account or 0, serial=serial[:64])
    return rows.select_for_update().first()


def _change(found: WeatherWarning, values: dict[str, Any]) -> None:
    if WarningState(found.state) in ENDED:
        raise BadWarning("state", "这条预警已经结束。", "This warning is over.", field="serial")
    if found.kind != values["kind"]:
        raise BadWarning(
            "kind", "同一编号不能改预警种类。", "A serial keeps its kind.", field="kind"
        )  # fmt: skip
    if rank(values["level"]) > rank(found.level):  # graver: whom it no longer called, it calls anew
        found.areas.exclude(round__ended_on=None).update(round=None)
    for name, value in values.items():
        setattr(found, name, value)
    found.version += 1
    found.save()


def _checked(actor: Actor, facts: WarningFacts) -> list[str]:
    definition = WARNINGS.get(facts.kind)
    if definition is None:
        raise BadWarning("kind", "请选择预警种类。", "Choose the kind.", field="kind")
    if facts.level not in definition.levels:
        raise BadWarning(
            "level", f"{definition.title}没有这一级。", "This kind has no such level.",
            field="level",
        )  # fmt: skip
    if facts.since.tzinfo is None or facts.until.tzinfo is None:
        raise BadWarning(
            "period", "时间要带时区，如 2026-11-20T09:00:00+08:00。",
            "A time needs its zone, as 2026-11-20T09:00:00+08:00.", field="since",
        )  # fmt: skip
    if not facts.since < facts.until <= facts.since + LONGEST:
        raise BadWarning(
            "period", f"结束要晚于开始，最长 {LONGEST.days} 天。",
            f"It must end after it begins, within {LONGEST.days} days.", field="until",
        )  # fmt: skip
    codes = outermost([code for code in facts.divisions if code])
    if not codes or len(codes) > MOST_PLACES:
        raise BadWarning(
            "places", f"请选择 1 到 {MOST_PLACES} 个地区。", f"Choose 1 to {MOST_PLACES} places.",
            field="divisions",
        )  # fmt: skip
    scope = actor.scope(WARN)
    for code in codes:
        if not scope.covers(code) or not places.name_of(code):
            raise NotHere("division", code)
    return codes


def _made(actor: Actor, serial: str, values: dict[str, Any]) -> WeatherWarning:
    try:
        with transaction.atomic():
            return WeatherWarning.objects.create(
                **values, sender=actor.account or 0, serial=serial[:64], by=actor.name,
                state=WarningState.PLANNED, received_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as twice:
        raise BadWarning(
            "state", "这条预警正在登记，请稍后再查。", "It is being entered; look again.",
            field="serial",
        ) from twice  # fmt: skip


def _set_areas(found: WeatherWarning, codes: Sequence[str]) -> None:
    for area in found.areas.exclude(division__in=codes):
        _leave(area)
        area.delete()
    for code in codes:
        WarningArea.objects.get_or_create(warning=found, division=code)


def _later(found: WeatherWarning, at: datetime) -> None:
    work = task_named("anhuai.desk.jobs.warning_turns")
    put(
        work.using(run_after=at), [found.pk], {}, title=gettext_noop("天气预警开始或结束"),
        dedupe=f"weather-{found.pk}-{found.version}-{int(at.timestamp())}",
    )  # fmt: skip


@action(permit=WARN, title=_("解除天气预警"), logs=("warning_id",), subject="weather_warning")
def lift_warning(actor: Actor, *, warning_id: int) -> WeatherWarning:
    """End a warning before its time, and with it the rounds it began; again changes nothing."""
    found = WeatherWarning.objects.select_for_update().filter(pk=warning_id).first()
    scope = actor.scope(WARN)
    codes = list(found.areas.values_list("division", flat=True)) if found else []
    if found is None or not codes or not all(scope.covers(code) for code in codes):
        raise NotHere("weather_warning", warning_id)
    if WarningState(found.state) not in ENDED:
        found.lifted_at, found.version = clock.now(), found.version + 1
        found.save(update_fields=["lifted_at", "version"])
        settle_warning(SYSTEM, warning_id=found.pk)
        found.refresh_from_db()
    return found


@action(
    permit=Permit.DESK_MANAGE, title=_("按天气预警启动或结束关爱电话"), logs=("warning_id",),
    subject="weather_warning",
)  # fmt: skip
def settle_warning(actor: Actor, *, warning_id: int) -> WeatherWarning:
    """Bring a warning and its rounds to where the clock says they are; again changes nothing."""
    found = WeatherWarning.objects.select_for_update().get(pk=warning_id)
    state = state_at(
        found.since, found.until, is_lifted=found.lifted_at is not None, now=clock.now()
    )
    found.state = state
    found.save(update_fields=["state"])
    kind = WARNINGS[found.kind]
    least = parameters.value(f"desk.warning_level.{found.kind}", on=clock.today())
    calls = state is WarningState.IN_FORCE and kind.opens(found.level, least)
    for area in found.areas.select_related("round").order_by("division"):
        if not calls:
            _leave(area)
        elif area.round is None:
            title = f"{kind.title}（{WarningLevel(found.level).title_zh}）"
            area.round = listed_round(
                actor, code=kind.care_list, division=area.division, by=title[:64]
            )
            area.save(update_fields=["round"])
    return found


def _leave(area: WarningArea) -> None:
    """End the round an area's warning began, unless another warning in force needs it."""
    held = area.round
    if held is None or not held.is_warned or held.ended_on is not None:
        return
    others = WarningArea.objects.filter(round=held, warning__state=WarningState.IN_FORCE)
    if not others.exclude(pk=area.pk).exclude(warning=area.warning).exists():
        CareRound.objects.filter(pk=held.pk).update(ended_on=clock.today())


declare_placed(
    Placed("desk.warningarea.division", _("天气预警"), How.NOW, WarningArea.objects.all,
           listing="/desk/weather/", permit=WARN)
)  # fmt: skip
