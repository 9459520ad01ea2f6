"""Positions of people at risk, judged against their shapes while their consent holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from anhuai.platform import clock
from anhuai.response.models import Device, Fence, RuleState, Sensed
from anhuai.response.queries.places import in_force
from anhuai.response.rules.fences import (
    OUTSIDE_TIMES,
    SAFE,
    FenceKind,
    Shape,
    is_outside,
    metres_between,
)

STAYS = 100.0  # metres within which somebody counts as being in the same place
States = Callable[[int, str], RuleState]
Told = tuple[str, str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The shapes of some people, and which of them may be located."""

    own: dict[int, list[Fence]]
    common: list[Fence]
    agreed: set[int]

    @classmethod
    def of(cls, persons: Iterable[int], agreed: set[int]) -> "Ground":
        """Read the shapes in force of people who agreed, and the risky places of all."""
        own: dict[int, list[Fence]] = {}
        today = clock.today()
        rows = in_force(Fence.objects.filter(person__in=list(persons)), today)
        for one in rows.filter(person__in=agreed):
            own.setdefault(one.person_id or 0, []).append(one)
        common = list(in_force(Fence.objects.filter(person=None), today)) if own else []
        return cls(own, common, agreed)

    def may_place(self, device: Device) -> bool:
        """Whether a device's place may be kept: it is nobody's, or its person agreed."""
        return device.person_id is None or device.person_id in self.agreed

    def moved(
        self, device: Device, known: Sensed, at: tuple[float, float], ms: int, states: States
    ) -> Iterator[Told]:
        """Note a newer place; yields (alarm, rule, words) for what it calls for."""
        before = None
        if known.longitude is not None and known.latitude is not None:
            before = (known.longitude, known.latitude)
        if before is None or metres_between(before, at) > STAYS:
            known.stayed_ms = ms
        known.at_ms, (known.longitude, known.latitude) = ms, at
        fences = self.own.get(device.person_id or 0, [])
        if not fences:
            return  # not somebody at risk of wandering
        safe = [shape_of(one) for one in fences if FenceKind(one.kind) in SAFE]
        state = states(device.pk, "outside")
        if _broken(state, is_outside(safe, at), ms, times=OUTSIDE_TIMES):
            yield "fence_exit", "outside", ("离开安全范围", "Left the safe area")
        division = device.person.division if device.person else ""
        near = [one for one in self.common if division.startswith(one.division[:6])]
        for one in [*fences, *near]:
            yield from self._at(one, device, at, ms, states)

    @staticmethod
    def _at(
        one: Fence, device: Device, at: tuple[float, float], ms: int, states: States
    ) -> Iterator[Told]:
        rule, holds, is_risk = f"risk-{one.pk}", shape_of(one).holds(at), one.kind == FenceKind.RISK
        if is_risk and _broken(states(device.pk, rule), holds, ms, times=1):
            says = (f"进入危险区域：{one.title}", f"Entered a risky place: {one.title}")
            yield "risk_entry", rule, says
        rule = f"stay-{one.pk}"
        if one.stay_minutes is not None and _stays(
            states(device.pk, rule), holds, ms, one.stay_minutes
        ):
            yield "long_stay", rule, (f"停留过久：{one.title}", f"Stayed too long: {one.title}")


def shape_of(one: Fence) -> Shape:
    """Return the geometry of a row."""
    points = tuple((lon, lat) for lon, lat in one.points)
    return Shape(FenceKind(one.kind), points, one.metres)


def _broken(state: RuleState, is_so: bool, ms: int, *, times: int) -> bool:  # noqa: FBT001
    state.at_ms = ms
    if not is_so:
        state.streak, state.raised_ms = 0, None
        return False
    state.streak += 1
    if state.streak < times or state.raised_ms is not None:
        return False
    state.raised_ms = ms
    return True


def _stays(state: RuleState, holds: bool, ms: int, minutes: int) -> bool:  # noqa: FBT001
    """`at_ms` is when somebody came in; leaving starts anew."""
    if not holds:
        state.streak, state.raised_ms = 0, None
        return False
    if not state.streak:
        state.streak, state.at_ms = 1, ms
    if ms - state.at_ms < minutes * 60_000 or state.raised_ms is not None:
        return False
    state.raised_ms = ms
    return True
