"""What people are owed in the demo county: a standard, a night, applications in every state.

Amounts are invented where the county published none, and say so; who is owed them is computed by
the night's own action, and every application went through its own steps.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from anhuai.benefits import actions
from anhuai.benefits.actions import Doing, Proposed
from anhuai.benefits.catalogue import PARAMETERS
from anhuai.benefits.models import Application, Entitlement, Finding
from anhuai.benefits.queries import clocks
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.procedure import State
from anhuai.kernel.months import Month
from anhuai.platform.acting import SYSTEM, Actor

INVENTED = "（虚构）临泽县演示标准"
AMOUNTS: dict[str, list[int | None]] = {
    "old_age_allowance_amount": [None, 10000, 5000, 10000, 30000],
    "meal_subsidy_each": [400],
}
ITEM = "old_age_allowance"


class Entitled:
    """Decides what the demo's people are owed, through the actions officers use."""

    def __init__(self, officer: Actor, second: Actor, on: date) -> None:
        self.officer, self.second, self.on = officer, second, on

    def write(self) -> Iterator[str]:
        """Decide standards, run the night, deal with some of what it found."""
        for code, cells in AMOUNTS.items():
            if code in PARAMETERS and len(PARAMETERS[code].cells) == len(cells):
                self._decide(code, cells)
        run = actions.redecide(SYSTEM, month=self.on.replace(day=1), on=self.on)
        persons = sum(count for count, _fen in run.totals.values())
        took = sum(run.seconds.values())
        yield f"待遇核定 {run.persons:,} 人，应发 {persons:,} 项，用时 {took:.1f} 秒"
        yield f"待遇申请 {self._apply()} 件，线索 {Finding.objects.count():,} 条"
        self._propose()

    def _decide(self, code: str, cells: list[int | None]) -> None:
        since = (Month.of(self.on) - 6).first
        made = actions.propose_standard(
            self.officer, proposed=Proposed(code, since, cells, INVENTED), reason="演示"
        )
        actions.approve_standard(self.second, change=made.pk, note="演示数据")

    def _propose(self) -> None:
        """Leave one rise of 8 % that waits for the second officer; the worker works it out."""
        actions.propose_index(
            self.officer, codes=[f"{ITEM}_amount"], per_mille=80,
            since=(Month.of(self.on) + 2).first, document=INVENTED, reason="演示：每年提高 8%",
        )  # fmt: skip

    def _apply(self) -> int:
        """Take applications to every state an application can stand in."""
        found = Finding.objects.filter(
            kind=FindingKind.NEW, item=ITEM, state=FindingState.OPEN
        ).order_by("pk")
        owed = Entitlement.objects.filter(item=ITEM).order_by("pk")
        persons = list(dict.fromkeys([
            *found.values_list("person_id", flat=True)[:4],
            *owed.values_list("person_id", flat=True)[:20],
        ]))  # fmt: skip
        ways: tuple[Callable[[Application], None], ...] = (
            self._accepted, self._surveyed, self._published, self._granted, self._refused,
            self._helped, self._reviewed, self._ended, self._withdrawn, lambda _one: None,
        )  # fmt: skip
        for person, way in zip(persons, ways, strict=False):
            way(self._filed(person, is_urgent=way == self._helped))
        return Application.objects.count()

    def _filed(self, person: int, *, is_urgent: bool) -> Application:
        applying = Applying(
            item="urgent_small_aid" if is_urgent else ITEM, channel=Channel.FOUND,
            is_urgent=is_urgent, says="演示申请",
        )  # fmt: skip
        return actions.apply(
            self.officer, person=person, applying=applying, on=self.on - timedelta(days=40)
        )

    def _do(self, act: Callable[..., object], one: Application, actor: Actor, days: int = 3,
            **more: object) -> None:  # fmt: skip
        one.refresh_from_db()
        when = min(self.on, one.since + timedelta(days=days))
        act(actor, doing=Doing(one.pk, one.version, when, "演示：情况属实"), **more)
        one.refresh_from_db()

    def _accepted(self, one: Application) -> None:
        self._do(actions.accept, one, self.officer)

    def _surveyed(self, one: Application) -> None:
        self._accepted(one)
        self._do(actions.survey, one, self.officer, advice=True)

    def _granted(self, one: Application) -> None:
        self._surveyed(one)
        if one.state == State.TO_PUBLISH:
            self._do(actions.publish, one, self.officer)
            self._do(actions.close_publication, one, self.officer, days=clocks.LONGEST)
        self._do(actions.confirm, one, self.second)

    def _published(self, one: Application) -> None:
        self._surveyed(one)
        if one.state == State.TO_PUBLISH:
            self._do(actions.publish, one, self.officer)

    def _refused(self, one: Application) -> None:
        self._accepted(one)
        self._do(actions.survey, one, self.officer, advice=False)
        self._do(actions.refuse, one, self.second)

    def _helped(self, one: Application) -> None:
        self._do(actions.help_first, one, self.officer, days=1, amount=50000)

    def _reviewed(self, one: Application) -> None:
        self._granted(one)
        self._do(actions.begin_review, one, self.officer)
        self._do(actions.hear, one, self.second)

    def _ended(self, one: Application) -> None:
        self._reviewed(one)
        self._do(actions.end, one, self.second, heard="演示：本人无异议")

    def _withdrawn(self, one: Application) -> None:
        self._do(actions.withdraw, one, self.officer)
