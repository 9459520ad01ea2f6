"""Care calls: whom a list calls, what is asked, and which answer is an alarm."""

from collections.abc import Mapping
from dataclasses import dataclass

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit


class BadCare(Unfit):
    """What a care call does not allow; codes: state, answers, list, person, running."""


class CareState(Titled):
    """Where somebody of a list stands."""

    WAITING = "waiting", "待拨打", "To be called"
    TRIED = "tried", "未接通，待再拨", "Not reached, again later"
    REACHED = "reached", "已通话", "Reached"
    UNREACHED = "unreached", "多次未接通", "Not reached in the end"
    SKIPPED = "skipped", "不必拨打", "Left out"


TO_CALL = (CareState.WAITING, CareState.TRIED)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `severity` from 1 to 4 opens a case, 0 does not."""

    code: str
    title: str
    title_en: str
    severity: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers."""

    code: str
    title: str
    title_en: str
    choices: tuple[Choice, ...]

    def choice(self, code: str) -> Choice | None:
        """Return an answer by its code."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is said and asked in order; `examples` pairs answers with the gravest severity."""

    title: str
    title_en: str
    opening: str
    opening_en: str
    questions: tuple[Question, ...]
    basis: Basis
    examples: tuple[tuple[Mapping[str, str], int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CareList:
    """Whom to call: anybody in one of the circumstances, or of the age, or put in by hand.

    `min_age` joins the circumstances by "or"; `unheard` keeps only those whom since the month began
    neither a care call has reached nor a visit found. `discharged` adds those who lately left an
    institution or a hospital for home (how lately is a setting). Nobody younger than `floor` is on
    a list. `is_monthly` lists begin by themselves on the
    first; the others an officer starts. `examples` pairs (circumstances, age, reached this month)
    with whether somebody is on the list.
    """

    title: str
    title_en: str
    circumstances: tuple[str, ...]
    min_age: int | None
    unheard: bool
    is_monthly: bool
    discharged: bool = False
    floor: int = 0
    script: str
    basis: Basis
    examples: tuple[tuple[tuple[tuple[str, ...], int, bool], bool], ...]

    def takes(self, circumstances: tuple[str, ...], age: int, *, is_reached: bool) -> bool:
        """Whether the list calls somebody of these facts."""
        if (self.unheard and is_reached) or age < self.floor:
            return False
        of_age = self.min_age is not None and age >= self.min_age
        return of_age or any(code in self.circumstances for code in circumstances)


def judged(script: Script, answers: Mapping[str, str]) -> int:
    """Return the gravest severity of answers, 0 where none is an alarm; raises `BadCare`."""
    found = []
    for question in script.questions:
        choice = question.choice(answers.get(question.code, ""))
        if choice is None:
            raise BadCare(
                "answers", f"请回答：{question.title}", f"Answer: {question.title_en}",
                field=question.code,
            )  # fmt: skip
        if choice.severity:
            found.append(choice.severity)
    return min(found, default=0)


def alarms_in(script: Script, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what was answered that is an alarm, as question and answer in both languages."""
    told = []
    for question in script.questions:
        choice = question.choice(answers.get(question.code, ""))
        if choice is not None and choice.severity:
            told.append(
                (f"{question.title}{choice.title}", f"{question.title_en} {choice.title_en}")
            )
    return told
