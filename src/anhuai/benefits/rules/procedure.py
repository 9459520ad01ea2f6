"""How an application is dealt with: its steps, who does each, by when, and what may follow what.

A procedure is a path of steps. Where an application stands says which step waits; a step that the
path does not hold next cannot be done. What ends beside the path (a withdrawal, a refusal, a review
with its hearing) is the same for every procedure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.unfit import Unfit

LAW: Final = "中华人民共和国社会救助法"
LAW_OF: Final = date(2026, 4, 30)


def of_law(article: str) -> Basis:
    """Return an article of the Social Assistance Law, in force since 2026-07-01."""
    return Basis(document=LAW, article=article, date=LAW_OF, confidence=Confidence.A)


class WrongStep(Unfit):
    """A step that cannot be done as an application stands; codes: state, own, days, reason."""


class Level(StrEnum):
    """Who does a step."""

    APPLICANT = "applicant"
    TOWN = "town"
    COUNTY = "county"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return {"applicant": "申请人", "town": "乡镇（街道）", "county": "县级"}[self]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return {"applicant": "Applicant", "town": "Township", "county": "County"}[self]


class State(StrEnum):
    """What an application waits for, or how it ended."""

    APPLIED = "applied"
    TO_HELP = "to_help"
    TO_PAPER = "to_paper"
    TO_SURVEY = "to_survey"
    TO_CHECK = "to_check"
    TO_PUBLISH = "to_publish"
    PUBLISHED = "published"
    TO_CONFIRM = "to_confirm"
    GRANTED = "granted"
    REVIEW = "review"
    HEARING = "hearing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return _STATES[self][0]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return _STATES[self][1]

    @property
    def colour(self) -> str:
        """The colour of its badge."""
        return _STATES[self][2]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in CLOSED


_STATES: Mapping[State, tuple[str, str, str]] = {
    State.APPLIED: ("待受理", "To be accepted", "yellow"),
    State.TO_HELP: ("待先行救助", "Help first", "red"),
    State.TO_PAPER: ("待补办手续", "Papers to follow", "orange"),
    State.TO_SURVEY: ("待入户调查", "To be surveyed", "yellow"),
    State.TO_CHECK: ("待残联审核", "To be checked by the disabled persons' federation", "yellow"),
    State.TO_PUBLISH: ("待公示", "To be published", "yellow"),
    State.PUBLISHED: ("公示中", "Published", "blue"),
    State.TO_CONFIRM: ("待县级确认", "To be confirmed", "purple"),
    State.GRANTED: ("已确认", "Confirmed", "green"),
    State.REVIEW: ("复核中", "Under review", "orange"),
    State.HEARING: ("听取意见中", "Recipient being heard", "orange"),
    State.REFUSED: ("不予确认", "Refused", "red"),
    State.WITHDRAWN: ("已撤回", "Withdrawn", "grey"),
    State.ENDED: ("已停止", "Ended", "grey"),
}
CLOSED: Final = frozenset({State.GRANTED, State.REFUSED, State.WITHDRAWN, State.ENDED})


class Step(StrEnum):
    """What somebody does with an application."""

    APPLY = "apply"
    ACCEPT = "accept"
    HELP = "help"
    PAPERS = "papers"
    SURVEY = "survey"
    CHECK = "check"
    PUBLISH = "publish"
    CLOSE = "close"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    KEEP = "keep"
    NOTIFY = "notify"
    END = "end"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return _STEPS[self][0]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return _STEPS[self][1]

    @property
    def level(self) -> Level:
        """Who does it."""
        return _STEPS[self][2]

    @property
    def basis(self) -> Basis | None:
        """What it rests on, None where the sources name no article."""
        return _BASES.get(self)


_STEPS: Mapping[Step, tuple[str, str, Level]] = {
    Step.APPLY: ("提出申请", "Apply", Level.APPLICANT),
    Step.ACCEPT: ("受理", "Accept", Level.TOWN),
    Step.HELP: ("先行救助", "Help first", Level.TOWN),
    Step.PAPERS: ("补办手续", "Complete the papers", Level.TOWN),
    Step.SURVEY: ("入户调查", "Survey at home", Level.TOWN),
    Step.CHECK: ("残联审核", "Check by the disabled persons' federation", Level.COUNTY),
    Step.PUBLISH: ("公示", "Publish", Level.TOWN),
    Step.CLOSE: ("公示期满", "Close the publication", Level.TOWN),
    Step.CONFIRM: ("确认", "Confirm", Level.COUNTY),
    Step.REFUSE: ("不予确认", "Refuse", Level.COUNTY),
    Step.WITHDRAW: ("撤回申请", "Withdraw", Level.APPLICANT),
    Step.REVIEW: ("开始复核", "Begin the review", Level.TOWN),
    Step.KEEP: ("复核后继续", "Continue after the review", Level.COUNTY),
    Step.NOTIFY: ("告知并听取意见", "Hear the recipient", Level.COUNTY),
    Step.END: ("决定停止", "Decide to end", Level.COUNTY),
}
_BASES: Mapping[Step, Basis] = {
    Step.APPLY: of_law("第三十七条、第六十三条"),
    Step.HELP: of_law("第五十条"),
    Step.PAPERS: of_law("第五十条"),
    Step.SURVEY: of_law("第四十三条"),
    Step.PUBLISH: of_law("第四十五条"),
    Step.CONFIRM: of_law("第四十三条、第四十四条"),
    Step.REFUSE: of_law("第四十五条"),
    Step.REVIEW: of_law("第四十六条"),
    Step.KEEP: of_law("第四十七条"),
    Step.NOTIFY: of_law("第四十八条"),
    Step.END: of_law("第四十八条"),
}
WAITS: Mapping[Step, State] = {
    Step.ACCEPT: State.APPLIED, Step.HELP: State.TO_HELP, Step.PAPERS: State.TO_PAPER,
    Step.SURVEY: State.TO_SURVEY, Step.CHECK: State.TO_CHECK, Step.PUBLISH: State.TO_PUBLISH,
    Step.CLOSE: State.PUBLISHED, Step.CONFIRM: State.TO_CONFIRM,
}  # fmt: skip
"""Where an application stands while a step of its path waits."""
_BESIDE: Mapping[State, tuple[Step, ...]] = {
    State.TO_CONFIRM: (Step.REFUSE,),
    State.TO_CHECK: (Step.REFUSE,),
    State.GRANTED: (Step.REVIEW,),
    State.REVIEW: (Step.KEEP, Step.NOTIFY),
    State.HEARING: (Step.KEEP, Step.END),
}
_TO_BE_WITHDRAWN: Final = frozenset(WAITS.values()) - {State.TO_PAPER}
_LEADS: Mapping[Step, State] = {
    Step.REFUSE: State.REFUSED, Step.WITHDRAW: State.WITHDRAWN, Step.REVIEW: State.REVIEW,
    Step.KEEP: State.GRANTED, Step.NOTIFY: State.HEARING, Step.END: State.ENDED,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """By when something is done, counted from the day it began to wait.

    `days` is what the source says; 0 where none says anything, so that the county decides. Every
    clock is a setting of the county, shown with its confidence.
    """

    days: int
    is_working: bool = True
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How applications for some benefits are dealt with.

    `whole` is the clock from acceptance to the decision, `review_months` after how many months a
    grant is looked at again (0: not by itself).
    """

    title: str
    title_en: str
    says: str
    says_en: str
    items: tuple[str, ...] = ()
    path: tuple[Step, ...]
    clocks: Mapping[Step, Clock]
    whole: Clock
    complex: Clock | None = None
    review_months: int = 0
    review_basis: Basis | None = None

    def __post_init__(self) -> None:
        if not self.path or any(step not in WAITS for step in self.path):
            raise ValueError(f"{self.title}: a path is made of steps that wait")
        if stray := set(self.clocks) - set(self.path):
            raise ValueError(f"{self.title}: clocks of steps not on the path: {sorted(stray)}")

    @property
    def begins(self) -> State:
        """Where a new application stands."""
        return WAITS[self.path[0]]

    def waiting(self, state: State) -> Step | None:
        """Return the step of the path that waits, None beside the path."""
        return next((step for step in self.path if WAITS[step] is state), None)

    def possible(self, state: State) -> tuple[Step, ...]:
        """Return every step that can be done as an application stands, the next one first."""
        step = self.waiting(state)
        ahead = () if step is None else (step,)
        back = (Step.WITHDRAW,) if state in _TO_BE_WITHDRAWN else ()
        return (*ahead, *_BESIDE.get(state, ()), *back)

    def after(self, state: State, step: Step, *, favourable: bool = True) -> State:
        """Return where an application stands after a step; raises `WrongStep`.

        An unfavourable survey has nothing to publish and goes to the decision; an objection during
        the publication leads to another survey.
        """
        if step not in self.possible(state):
            raise WrongStep(
                "state",
                f"现在是“{state.title_zh}”，不能办理“{step.title_zh}”；请刷新页面再看。",
                f"It stands at “{state.title_en}”: “{step.title_en}” is not possible now.",
            )
        if step in _LEADS:
            return _LEADS[step]
        if step is Step.CLOSE and not favourable:
            return State.TO_SURVEY
        if step in (Step.SURVEY, Step.CHECK) and not favourable:
            return State.TO_CONFIRM
        ahead = self.path[self.path.index(step) + 1 :]
        return WAITS[ahead[0]] if ahead else State.GRANTED
