"""Childcare classes: their sizes and carers (国卫人口发〔2019〕58号, confidence B)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules.kinds import Finding
from anhuai.facilities.rules.words import Titled
from anhuai.kernel.confidence import Basis, Confidence


class ChildcareClass(Titled):
    """A class by the children's age (国卫人口发〔2019〕58号, confidence B)."""

    INFANT = "infant", "乳儿班（6–12 月）", "Infants (6–12 months)"
    TODDLER_LOW = "toddler_low", "托小班（12–24 月）", "Younger toddlers (12–24 months)"
    TODDLER_HIGH = "toddler_high", "托大班（24–36 月）", "Older toddlers (24–36 months)"
    MIXED = "mixed", "混合编班（18 月以上）", "Mixed (18 months and over)"


_CLASSES: Final = Basis(document="托育机构设置标准（试行）", confidence=Confidence.B)
CLASS_SIZE: Final[Mapping[ChildcareClass, int]] = MappingProxyType(
    {
        ChildcareClass.INFANT: 10,
        ChildcareClass.TODDLER_LOW: 15,
        ChildcareClass.TODDLER_HIGH: 20,
        ChildcareClass.MIXED: 18,
    }
)
# Children one carer may look after; none is stated for mixed classes (05 §4.1, confidence D).
CHILDREN_PER_CARER: Final[Mapping[ChildcareClass, int]] = MappingProxyType(
    {
        ChildcareClass.INFANT: 3,
        ChildcareClass.TODDLER_LOW: 5,
        ChildcareClass.TODDLER_HIGH: 7,
    }
)


@dataclass(frozen=True, slots=True)
class ClassPlaces:
    """The places of one class group: how many classes and how many places in all of them."""

    group: ChildcareClass
    classes: int
    places: int


def class_findings(given: Sequence[ClassPlaces]) -> list[Finding]:
    """Return the class groups whose classes would be larger than the standard allows."""
    found = []
    for one in given:
        limit = CLASS_SIZE[one.group] * one.classes
        if one.places > limit:
            found.append(
                Finding(
                    f"class:{one.group}",
                    f"{one.group.title_zh}每班不超过 {CLASS_SIZE[one.group]} 人，"
                    f"{one.classes} 个班最多 {limit} 个托位，现为 {one.places} 个",
                    f"{one.group.title_en}: at most {CLASS_SIZE[one.group]} a class, {limit} in "
                    f"{one.classes}, but {one.places} are entered",
                    _CLASSES,
                )
            )
    return found


def carers_required(group: ChildcareClass, children: int) -> int | None:
    """Return how many carers a class of so many children needs; None where no ratio is stated."""
    ratio = CHILDREN_PER_CARER.get(group)
    return None if ratio is None else -(-children // ratio)
