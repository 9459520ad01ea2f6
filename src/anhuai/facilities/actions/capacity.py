"""What a facility holds: beds by label, childcare places by class."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions.keeping import ask_keepers
from anhuai.facilities.actions.locked import (
    MANAGE,
    BadFacility,
    _end,
    alive,
    locked,
    recorded,
)
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.models import Bed, ChildcarePlaces, Facility, Licence
from anhuai.facilities.queries import in_force
from anhuai.facilities.rules import (
    NURSING_CHECKS,
    ClassPlaces,
    Measure,
    Ownership,
    parse_labels,
)
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.platform.acting import Actor, action

PLACES_LIMIT = 2000
PRICE_MOST = 100_000_000  # fen


@dataclass(frozen=True, slots=True, kw_only=True)
class BedFlags:
    """What beds are: None leaves a flag as it is, or at its default for new beds.

    New beds are not nursing, public where the facility is not private, and in service. `price` is
    fen a month, `checklist` which of `NURSING_CHECKS` were found on site.
    """

    nursing: bool | None = None
    public: bool | None = None
    in_service: bool | None = None
    medical: bool | None = None
    room: str | None = None
    price: int | None = None
    checklist: tuple[str, ...] | None = None

    def facts(self) -> dict[str, object]:
        """Return room, price and checklist where they are given; raises `BadFacility`."""
        if self.price is not None and not 0 <= self.price <= PRICE_MOST:
            raise BadFacility(
                "price", "床位费应在 0 到 100 万元之间。",
                "A bed costs 0 to 1,000,000 yuan a month.",
                field="price",
            )  # fmt: skip
        wrong = set(self.checklist or ()) - set(NURSING_CHECKS)
        if wrong:
            raise BadFacility(
                "checklist", "没有这个核对项，请从列表中选择。", "No such check.", field="checklist"
            )
        said: dict[str, object] = {}
        if self.room is not None:
            said["room"] = normalise(self.room)[:20]
        if self.price is not None:
            said["price"] = self.price
        if self.checklist is not None:
            said["checklist"] = [code for code in NURSING_CHECKS if code in self.checklist]
        return said


MEDICAL_LICENCE = "medical"


@action(permit=MANAGE, title=_("增加床位"), logs=("facility", "on"), subject="facility")
def add_beds(
    actor: Actor,
    *,
    facility: int,
    labels: str | Sequence[str],
    on: date,
    flags: BedFlags = BedFlags(),
    source: str = "",
) -> Facility:
    """Add beds by label from a day; ranges such as 101-1…101-4 are understood.

    Raises `BadLabels`, or `BadFacility` for a kind without beds or a label in use.
    """
    found = locked(actor, facility)
    kind = alive(found)
    if not kind.has_beds:
        raise BadFacility(
            "no_beds", f"{kind.title}不设床位。", f"{kind.title_en}: this kind has no beds."
        )
    wanted = _labels(labels)
    used = Bed.objects.filter(facility=found, label__in=wanted, retracted_at=None)
    taken = sorted(used.exclude(until__lte=on).values_list("label", flat=True))
    if flags.medical:
        _check_medical(found, on)
    if taken:
        shown = "、".join(taken[:5])
        raise BadFacility(
            "label_taken", f"床号已在使用：{shown}。", f"Bed labels in use: {shown}.",
            field="labels",
        )  # fmt: skip
    public = found.ownership != Ownership.PRIVATE if flags.public is None else flags.public
    facts = flags.facts()
    row = recorded(actor, source)
    Bed.objects.bulk_create(
        Bed(
            facility=found, label=label, since=on, nursing=bool(flags.nursing), public=public,
            in_service=flags.in_service is not False, medical=bool(flags.medical), **facts, **row,
        )
        for label in wanted
    )  # fmt: skip
    return found


def _labels(labels: str | Sequence[str]) -> list[str]:
    with concerning("labels"):
        return parse_labels(labels if isinstance(labels, str) else "、".join(labels))


def _current(found: Facility, labels: str | Sequence[str], on: date) -> list[Bed]:
    wanted = _labels(labels)
    beds = list(
        Bed.objects.filter(
            facility=found, label__in=wanted, until=None, retracted_at=None
        ).order_by("label")
    )
    missing = sorted(set(wanted) - {bed.label for bed in beds})
    if missing:
        shown = "、".join(missing[:5])
        raise BadFacility(
            "label_missing", f"没有这些床位：{shown}。", f"There are no beds {shown}.",
            field="labels",
        )  # fmt: skip
    late = [bed for bed in beds if bed.since > on]
    if late:
        raise BadFacility(
            "too_early",
            f"床位 {late[0].label} 自 {late[0].since} 起才有，日期不能更早。",
            f"Bed {late[0].label} exists since {late[0].since} only.",
            field="on",
        )
    return beds


@action(permit=MANAGE, title=_("变更床位"), logs=("facility", "on"), subject="facility")
def change_beds(
    actor: Actor,
    *,
    facility: int,
    labels: str | Sequence[str],
    on: date,
    flags: BedFlags,
    source: str = "",
) -> Facility:
    """Make beds nursing or not, public or not, in service or not from a day."""
    found = locked(actor, facility)
    alive(found)
    beds = _current(found, labels, on)
    if flags.medical:
        _check_medical(found, on)
    if flags.in_service is False or flags.medical:
        ask_keepers(found.pk, [bed.label for bed in beds], on)
    facts = flags.facts()
    _end(Bed.objects.filter(pk__in=[bed.pk for bed in beds]), on)
    row = recorded(actor, source)
    Bed.objects.bulk_create(
        Bed(
            facility=found,
            label=bed.label,
            since=on,
            nursing=bed.nursing if flags.nursing is None else flags.nursing,
            public=bed.public if flags.public is None else flags.public,
            in_service=bed.in_service if flags.in_service is None else flags.in_service,
            medical=bed.medical if flags.medical is None else flags.medical,
            **({"room": bed.room, "price": bed.price, "checklist": bed.checklist} | facts),
            **row,
        )
        for bed in beds
    )
    return found


def _check_medical(found: Facility, on: date) -> None:
    held = Licence.objects.filter(in_force(on), facility=found, kind=MEDICAL_LICENCE)
    if not held.exists():
        raise BadFacility(
            "no_licence", "转为医疗床位，要先登记有效的医疗机构执业许可证。",
            "A medical bed needs a medical licence in force.", field="medical",
        )  # fmt: skip


@action(permit=MANAGE, title=_("减少床位"), logs=("facility", "on"), subject="facility")
def withdraw_beds(
    actor: Actor, *, facility: int, labels: str | Sequence[str], on: date
) -> Facility:
    """Take beds away from a day; on the day they were added they never existed (a correction)."""
    found = locked(actor, facility)
    beds = _current(found, labels, on)
    ask_keepers(found.pk, [bed.label for bed in beds], on)
    _end(Bed.objects.filter(pk__in=[bed.pk for bed in beds]), on)
    return found


@action(permit=MANAGE, title=_("登记托位"), logs=("facility", "on"), subject="facility")
def set_childcare_places(
    actor: Actor,
    *,
    facility: int,
    places: Sequence[ClassPlaces],
    on: date,
    source: str = "",
) -> Facility:
    """Set the places of every class group from a day; groups left out end.

    Raises `BadFacility` for a kind without places or more children than its kind allows; class
    sizes above the standard are for `rules.class_findings` to show.
    """
    found = locked(actor, facility)
    alive(found)
    wanted = {one.group: one for one in places if one.places > 0}
    _check_places(found, list(wanted.values()))
    current = ChildcarePlaces.objects.filter(facility=found, until=None, retracted_at=None)
    if current.filter(since__gt=on).exists():
        raise BadFacility(
            "too_early", "之后的日期已有托位登记，请核对日期。",
            "Places are already recorded from a later day.", field="on",
        )  # fmt: skip
    kept = [
        row.pk
        for row in current
        if (one := wanted.get(row.group)) and (one.classes, one.places) == (row.classes, row.places)  # type: ignore[call-overload]
    ]
    _end(current.exclude(pk__in=kept), on)
    unchanged = set(ChildcarePlaces.objects.filter(pk__in=kept).values_list("group", flat=True))
    row = recorded(actor, source)
    ChildcarePlaces.objects.bulk_create(
        ChildcarePlaces(
            facility=found, group=str(group), classes=one.classes, places=one.places, since=on,
            **row,
        )
        for group, one in wanted.items()
        if group not in unchanged
    )  # fmt: skip
    return found


def _check_places(found: Facility, places: Sequence[ClassPlaces]) -> None:
    kind = KINDS[found.kind]
    total = sum(one.places for one in places)
    if not kind.has_places:
        raise BadFacility(
            "no_places", f"{kind.title}不设托位。", f"{kind.title_en}: this kind has no places."
        )
    if total > PLACES_LIMIT or any(one.classes < 1 for one in places):
        raise BadFacility(
            "places", f"托位数应在 0 到 {PLACES_LIMIT} 之间，班数至少为 1。",
            f"Places lie between 0 and {PLACES_LIMIT}, with at least one class.",
        )  # fmt: skip
    for limit in kind.limits:
        if limit.measure is Measure.CHILDREN and not limit.holds(total):
            raise BadFacility("children", f"{limit.says}。", f"{limit.says_en}.")
