"""The numbered reasons of a benefit: every way a decision can come out, as one small integer."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from anhuai.benefits.rules.definition import Benefit
from anhuai.benefits.rules.stacking import Relation, Stack, StackingTable


class Outcome(StrEnum):
    """How a decision came out."""

    GRANTED = "granted"
    ABSENT = "absent"
    """Not alive, or not of the household, in the month."""
    NOT_IN_FORCE = "not_in_force"
    REFUSED = "refused"
    NOTHING = "nothing"
    """Every condition is met, but nothing is due."""
    UNKNOWN = "unknown"
    """Evidence or a parameter is missing for a condition: a finding."""
    UNKNOWN_AMOUNT = "unknown_amount"
    LOST = "lost"
    """Entitled, but another benefit goes before."""
    REDUCED = "reduced"
    """Entitled, and paid only for what it exceeds another."""

    @property
    def is_paid(self) -> bool:
        """Whether something is paid."""
        return self in (Outcome.GRANTED, Outcome.REDUCED)

    @property
    def is_entitled(self) -> bool:
        """Whether the benefit's own conditions are met."""
        return self in (Outcome.GRANTED, Outcome.REDUCED, Outcome.LOST)

    @property
    def is_unknown(self) -> bool:
        """Whether evidence is missing."""
        return self in (Outcome.UNKNOWN, Outcome.UNKNOWN_AMOUNT)


@dataclass(frozen=True, slots=True)
class Reason:
    """One way a decision of a benefit comes out; its position in the list is the stored code."""

    outcome: Outcome
    condition: str = ""
    rule: Stack | None = None
    text: str = ""
    text_en: str = ""


_FIXED = (
    Reason(Outcome.GRANTED, text="符合条件", text_en="All conditions are met"),
    Reason(
        Outcome.ABSENT, text="本月不在世或不属于本户",
        text_en="Not alive in the month or not of the household",
    ),
    Reason(
        Outcome.NOT_IN_FORCE, text="本月此项待遇在当地没有施行",
        text_en="Not in force here in the month",
    ),
)  # fmt: skip


def reasons_of(
    code: str, benefits: Mapping[str, Benefit], tables: tuple[StackingTable, ...]
) -> tuple[Reason, ...]:
    """Return every reason of a benefit in the order of their codes.

    0 granted, 1 absent, 2 not in force, then a refusal for each condition, nothing due, an unknown
    for each condition, amount unknown, then what it may lose by each stacking rule.
    """
    benefit = benefits[code]
    found = list(_FIXED)
    found += [
        Reason(Outcome.REFUSED, one.code, None, one.fails, one.fails_en)
        for one in benefit.conditions
    ]
    found.append(
        Reason(Outcome.NOTHING, "amount", None, "应发金额为零", "The amount due is nothing")
    )
    found += [
        Reason(
            Outcome.UNKNOWN, one.code, None, f"无法判断：{one.title}",
            f"Cannot be told: {one.title_en}",
        )
        for one in benefit.conditions
    ]  # fmt: skip
    found.append(
        Reason(
            Outcome.UNKNOWN_AMOUNT, "amount", None, "无法计算应发金额",
            "The amount due cannot be computed",
        )
    )  # fmt: skip
    for table in tables:
        for rule in table.ordered:
            if code in rule.losers:
                found += _losing(code, rule, benefits)
    return tuple(found)


def _losing(code: str, rule: Stack, benefits: Mapping[str, Benefit]) -> list[Reason]:
    winner = benefits[rule.winner_of(code)]
    words = f"{rule.relation.label}：已享受“{winner.title}”"
    words_en = f"{rule.relation.label_en}: draws {winner.title_en}"
    found = [Reason(Outcome.LOST, "", rule, words, words_en)]
    if rule.relation is Relation.TOP_UP:
        found.append(
            Reason(
                Outcome.REDUCED, "", rule, f"补差：只发超出“{winner.title}”的部分",
                f"Top up: paid only for what exceeds {winner.title_en}",
            )
        )  # fmt: skip
    return found


def first_condition(benefit: Benefit, *, unknown: bool) -> int:
    """Return the code of the refusal, or of the unknown, of the first condition."""
    return len(_FIXED) + (len(benefit.conditions) + 1 if unknown else 0)
