"""What a check of a plan's text is: it finds places that cannot both be right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.plans.rules.drafts import Place, Reading


class Severity(StrEnum):
    """How much a contradiction matters to whoever follows the plan."""

    HIGH = "high"
    """Two figures for the same promise, or a total that does not add up."""
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One contradiction: where it stands, the arithmetic, and what to ask the issuer."""

    places: tuple[Place, ...]
    arithmetic: str
    question: str
    severity: Severity | None = None  # None is the check's own


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of a plan and how often the check must speak on it."""

    text: str
    found: int


OWN_ARITHMETIC = Basis(
    document="", confidence=Confidence.C, note="以文件自身的数字互相核对，不引用外部标准"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One kind of contradiction, with examples a test reads and counts."""

    title: str
    title_en: str
    says: str
    says_en: str
    severity: Severity
    find: Callable[[Reading], Iterable[Conflict]]
    examples: Sequence[Sample]
    basis: Basis = OWN_ARITHMETIC

    def __post_init__(self) -> None:
        if {bool(one.found) for one in self.examples} != {True, False}:
            raise ValueError(f"{self.title}: one example must be found and one must not")


def number(value: float | None) -> str:
    """Return a figure as a person writes it."""
    if value is None:
        return "—"
    return f"{value:.2f}".rstrip("0").rstrip(".")
