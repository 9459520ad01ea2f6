"""How the demo county sees its plans through: ratings, orders, a meeting, money, pictures."""

from base64 import b64decode
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from anhuai.plans import actions, queries
from anhuai.plans.models import Department, Plan, Project, Task
from anhuai.plans.rules.documents import SpendingSource
from anhuai.platform import files
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.promises import NOTE

_PICTURE: Final = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQMpoFAAFUAO1sDn5XAAAAAElFTkSuQmCC"
)


class Supervised:
    """Writes the invented entries through the same actions an officer uses."""

    def __init__(self, facts: Facts, officer: Actor, second: Actor, on: date) -> None:
        self.code = facts.code
        self.officer = officer
        self.second = second
        self.on = on

    def write(self, example: int) -> None:
        """Supervise the county's first plan with tasks, then tell of what is near or late.

        Where the county's own plans have none, the invented example goes live for it.
        """
        own = Plan.objects.filter(division=self.code, tasks__isnull=False)
        plan = own.order_by("code").first() or self._live(example)
        lead = Department.objects.order_by("pk").first()
        if plan is None or lead is None:
            return
        tasks = list(Task.objects.filter(plan=plan, status="open").order_by("pk")[:6])
        for task in tasks:
            self._rate(task)
        if tasks:
            self._break_down(tasks[0], lead)
            self._order(plan, tasks, lead)
            self._meet(plan, tasks, lead)
        for project in Project.objects.filter(plan=plan).order_by("pk")[:5]:
            self._build(project)
        self._allot(plan)
        for one in Plan.objects.filter(division=self.code).order_by("pk"):
            self._explain(one)
        actions.escalate_tasks(SYSTEM, on=self.on)
        actions.remind_progress(SYSTEM, on=self.on)
        actions.remind_causes(SYSTEM, on=self.on)
        queries.forget()

    def _live(self, example: int) -> Plan | None:
        document = queries.document(self.officer, example)
        draft = queries.drafts(self.officer, document)[0]
        for kind in ("task", "project"):
            for item in list(queries.items(self.officer, draft, kind=kind, state="open")):
                actions.decide_item(
                    self.officer, item=item.pk, what="accepted", version=item.version
                )
        return actions.publish_draft(
            self.officer, draft=draft.pk, code=f"demo-{self.code}", short_title="提升方案（演示）",
            starts=draft.starts or 2026, ends=draft.ends or 2028,
        )  # fmt: skip

    def _rate(self, task: Task) -> None:
        period = f"{self.on.year - 1}"
        rating = actions.rate_task(
            self.officer, task=task.pk, period=period, score=70 + task.pk % 25, says=NOTE
        )
        if task.pk % 3:
            actions.verify_rating(
                self.second, rating=rating.pk, verified=65 + task.pk % 25, says=NOTE
            )

    def _break_down(self, task: Task, lead: Department) -> None:
        for title in ("完成选址和设计", "建成并验收"):
            actions.break_down(
                self.officer, task=task.pk, title=f"{title}（{NOTE}）", department=lead.pk,
                deadline=None,
            )  # fmt: skip
        actions.list_for_livelihood(self.officer, task=task.pk, listed=True)

    def _order(self, plan: Plan, tasks: list[Task], lead: Department) -> None:
        for number, task in enumerate(tasks[:4]):
            day = self.on - timedelta(days=60 - 15 * number)
            order = actions.issue_order(
                self.officer, plan=plan.code, task=task.pk, department=lead.pk, title=task.title,
                demand=f"请说明进展滞后的原因、下一步措施和完成时限（{NOTE}）。", on=day,
                reply_by=day + timedelta(days=20),
            )  # fmt: skip
            if number < 2:
                actions.answer_order(
                    self.officer, supervision_order=order.pk,
                    on=day + timedelta(days=12 + 12 * number),
                    answer=f"已制定整改方案，逐周报送（{NOTE}）。",
                )  # fmt: skip
            if number == 0:
                actions.close_order(self.second, supervision_order=order.pk, on=self.on)

    def _meet(self, plan: Plan, tasks: list[Task], lead: Department) -> None:
        meeting = actions.record_meeting(
            self.officer, plan=plan.code, on=self.on - timedelta(days=30),
            title="养老服务联席会议（演示）", chair="演示",
            present="县民政局、县财政局、县卫生健康局",
            minutes=f"会议听取了规划实施进展，议定下列事项。\n{NOTE}。",
        )  # fmt: skip
        for number, task in enumerate(tasks[:3]):
            decision = actions.add_decision(
                self.officer, meeting=meeting.pk, says=f"加快推进“{task.title}”（演示）",
                department=lead.pk, task=task.pk, due=self.on + timedelta(days=30 * number),
            )  # fmt: skip
            if number == 0:
                actions.finish_decision(self.officer, decision=decision.pk, on=self.on, result=NOTE)

    def _allot(self, plan: Plan) -> None:
        for formula, title, decided in (
            ("departments_by_work", "规划任务工作经费", True),
            ("towns_by_results", "乡镇以奖代补资金", False),
        ):
            try:
                made = actions.propose_funding(
                    self.officer, plan=plan.code, year=self.on.year, formula=formula,
                    title=f"{title}（演示）", total=50_000_000, on=self.on, note=NOTE,
                )  # fmt: skip
            except actions.NotPossible:
                continue  # nothing judged there: the demo has no such proposal
            if decided:
                actions.decide_proposal(
                    self.second, funding_proposal=made.pk, approved=True, reason=NOTE
                )

    def _explain(self, plan: Plan) -> None:
        for one in queries.unmet(self.officer, plan, self.on)[:3]:
            actions.record_cause(
                self.officer, target=one.row.target.pk, year=queries.year_of(plan, self.on),
                on=self.on, says=f"部分项目开工推迟（{NOTE}）。",
                remedy=f"倒排工期，逐月调度（{NOTE}）。",
            )  # fmt: skip

    def _build(self, project: Project) -> None:
        if project.budget:
            sources = (SpendingSource.PROVINCE, SpendingSource.COUNTY, SpendingSource.LOTTERY)
            for source, share in zip(sources, (50, 30, 20), strict=True):
                actions.plan_funding(
                    self.officer, project=project.pk, year=project.starts or self.on.year,
                    source=source, amount=project.budget * share // 100,
                )  # fmt: skip
        actions.add_milestone(
            self.officer, project=project.pk, name=f"主体完工（{NOTE}）",
            due=self.on - timedelta(days=40),
        )  # fmt: skip
        picture = files.keep(
            self.officer, BytesIO(_PICTURE), name="project.png", allowed=frozenset({files.PNG}),
            lasting=True,
        )  # fmt: skip
        actions.add_photo(
            self.officer, project=project.pk, on=self.on, caption=f"现场（{NOTE}）", file=picture
        )
