"""Who is taken first: groups in a published order, then the wait or a draw; all recomputable.

A ranking keeps its inputs, so anybody concerned can compute it again and get the same order. The
draw gives every application the SHA-256 of the seed and its number: nobody can steer it once the
seed is announced, and nobody needs our program to check it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from anhuai.childcare.rules.words import Mode
from anhuai.kernel.confidence import Basis

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A group that may be taken first.

    `circumstances` are codes of the register that put a child or a guardian into it; `own` names
    a fact of ours ("sibling", "town") instead.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    basis: Basis
    circumstances: tuple[str, ...] = ()
    own: str = ""
    examples: tuple[tuple[tuple[str, ...], bool], ...] = ()

    def holds(self, facts: Sequence[str]) -> bool:
        """Whether what is known of a child puts it into the group."""
        return any(one in facts for one in (*self.circumstances, *filter(None, (self.own,))))


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application as it is ranked: its number, when it came (ISO), its groups, its choice."""

    number: int
    submitted: str
    groups: tuple[str, ...]
    choice: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An application's position and why: the group that counted ("" for none), its drawn number."""

    number: int
    position: int
    group: str
    drawn: str


def drawn(seed: str, number: int) -> str:
    """Return an application's number in a draw: the SHA-256 of "seed:number" in hexadecimal."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def rank(
    applicants: Sequence[Applicant], *, order: Sequence[str], mode: Mode, seed: str = ""
) -> list[Standing]:
    """Return everybody in order: first group first, then earlier choice, then wait or draw.

    An application belongs to the first of its groups in the published order; whoever is in none
    comes after all groups. Equals are told apart by the number, so the order is whole.
    """
    place = {code: at for at, code in enumerate(order)}

    def key(one: Applicant) -> tuple[int, int, str, int]:
        at = min((place[code] for code in one.groups if code in place), default=len(place))
        tie = drawn(seed, one.number) if mode is Mode.DRAW else one.submitted
        return at, one.choice, tie, one.number

    found = []
    for position, one in enumerate(sorted(applicants, key=key), 1):
        at = key(one)[0]
        found.append(
            Standing(
                one.number, position, order[at] if at < len(order) else "",
                drawn(seed, one.number) if mode is Mode.DRAW else "",
            )
        )  # fmt: skip
    return found


def digest(applicants: Sequence[Applicant], order: Sequence[str], mode: Mode, seed: str) -> str:
    """Return the SHA-256 of a ranking's inputs, so that a later change of them shows."""
    given = {
        "version": VERSION, "order": list(order), "mode": str(mode), "seed": seed,
        "applicants": [asdict(one) for one in sorted(applicants, key=lambda one: one.number)],
    }  # fmt: skip
    text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
