"""What is asked at the door, and which answer opens a case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit


class BadAnswer(Unfit):
    """An answer that is not one of a question's; codes: check, answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `severity` 1 (at once) to 3 opens a case, 0 none."""

    code: str
    title: str
    title_en: str
    severity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question; `months` empty all year, `tiers` empty for everybody."""

    title: str
    title_en: str
    asks: str
    asks_en: str
    answers: tuple[Answer, ...]
    months: tuple[int, ...] = ()
    tiers: tuple[str, ...] = ()
    basis: Basis
    examples: tuple[tuple[str, int], ...]

    def asked(self, tiers: Collection[str], month: int) -> bool:
        """Whether it is asked of somebody of these tiers in a month of the year."""
        if self.months and month not in self.months:
            return False
        return not self.tiers or any(one in self.tiers for one in tiers)

    def answer(self, code: str) -> Answer:
        """Return an answer by its code; raises `BadAnswer`."""
        found = next((one for one in self.answers if one.code == code), None)
        if found is None:
            raise BadAnswer(
                "answer", f"“{self.title}”没有这个选项，请重新选择。",
                f"“{self.title_en}” has no such answer: choose again.", field="answers",
            )  # fmt: skip
        return found


def findings(checks: Mapping[str, Check], answers: Mapping[str, str]) -> list[tuple[str, Answer]]:
    """Return the answers that open a case, the gravest first; raises `BadAnswer`."""
    found = []
    for code, given in answers.items():
        if code not in checks:
            raise BadAnswer(
                "check", "有一个问题已不在清单里，请更新名单后重新填写。",
                "A question is no longer asked: refresh the list.", field="answers",
            )  # fmt: skip
        answer = checks[code].answer(given)
        if answer.severity:
            found.append((code, answer))
    return sorted(found, key=lambda one: one[1].severity)
