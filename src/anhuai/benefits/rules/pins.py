"""Stable names for reasons, and the digests a whole night's decisions are pinned to."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from anhuai.benefits.rules.definition import Benefit
from anhuai.benefits.rules.parameters import Given
from anhuai.benefits.rules.reasons import Reason


def key_of(reason: Reason) -> str:
    """Return a reason's name, which outlives its position: "refused.age", "lost.exclude.tekun"."""
    if reason.rule is not None:
        return f"{reason.outcome}.{reason.rule.relation}.{reason.rule.first}.{reason.rule.second}"[
            :60
        ]
    return f"{reason.outcome}.{reason.condition}" if reason.condition else str(reason.outcome)


def digest_of_rules(benefits: Mapping[str, Benefit]) -> str:
    """Return one digest of every rule."""
    return _digest(f"{code}={one.digest}" for code, one in sorted(benefits.items()))


def digest_of_values(values: Iterable[Given]) -> str:
    """Return one digest of every decided value."""
    return _digest(sorted(one.digest for one in values))


def _digest(parts: Iterable[str]) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:32]
