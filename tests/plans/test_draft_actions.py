"""From a document to a live plan: reading, deciding, two officers, a revision, going live."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from anhuai.plans import actions, queries
from anhuai.plans.actions import NotPossible
from anhuai.plans.engine.documents import Unreadable
from anhuai.plans.jobs import read_document
from anhuai.plans.models import DraftItem, DraftPlan, PlanDocument, Target, Task
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.posting import Stale
from tests.conftest import COUNTY, VILLAGE

Who = Callable[..., Actor]
TEXT = (Path(__file__).parent / "reader_plans" / "beiling.txt").read_text(encoding="utf-8")


def given(text: str = TEXT, previous: int | None = None) -> PlanDocument:
    document = actions.give_document(
        SYSTEM, name="方案.txt", division=COUNTY, stream=BytesIO(text.encode()), previous=previous
    )
    return actions.read_now(SYSTEM, document=document.pk)


@pytest.fixture
def draft(linze: str) -> DraftPlan:
    """The draft of a small invented plan."""
    return given().drafts.get()


def item(draft: DraftPlan, title: str) -> DraftItem:
    return draft.items.exclude(kind="baseline").get(title=title)


def test_a_document_is_read_once(draft: DraftPlan) -> None:
    document = draft.document
    count = DraftItem.objects.count()
    assert (document.status, draft.issuer, draft.ends) == ("read", "北岭区人民政府办公室", 2025)
    actions.read_now(SYSTEM, document=document.pk)
    assert DraftItem.objects.count() == count
    assert {one.check_code for one in document.findings.all()} >= {"area_gap", "below_floor"}


def test_what_cannot_be_read_says_why(linze: str) -> None:
    contract = given("甲方向乙方支付费用，乙方向甲方提供服务。" * 8)
    assert (contract.status, "合同" in contract.problem) == ("failed", True)
    old = given("養老服務設施建設規劃，到二〇二五年養護機構護理型床位達到標準。" * 4)
    assert "繁体" in old.problem
    with pytest.raises(Unreadable):
        given("")
    with pytest.raises(NotPossible):
        actions.give_document(SYSTEM, name="", division=COUNTY, text="  ")


def test_deciding_keeps_each_step_and_refuses_the_slower_officer(draft: DraftPlan) -> None:
    one = item(draft, "公办养老机构入住率")
    actions.decide_item(SYSTEM, item=one.pk, what="accepted", version=one.version)
    with pytest.raises(Stale):
        actions.decide_item(SYSTEM, item=one.pk, what="rejected", version=one.version)
    actions.decide_item(SYSTEM, item=one.pk, what="reopened")
    done = actions.edit_item(SYSTEM, item=one.pk, values={**one.values, "value": 70.0})
    assert (done.state, done.values["value"]) == ("accepted", 70)
    assert [step.what for step in queries.item_steps(SYSTEM, done)] == [
        "edited",
        "reopened",
        "accepted",
    ]
    assert queries.item_steps(SYSTEM, done)[0].before["value"] == 65


def test_an_edit_no_plan_can_take_is_refused(draft: DraftPlan) -> None:
    one = item(draft, "公办养老机构入住率")
    for values, field in (
        ({"operator": "≈"}, "operator"),
        ({"key": "nothing"}, "key"),
        ({"value": None}, "value"),
        ({"name": " "}, "name"),
    ):
        with pytest.raises(NotPossible) as error:
            actions.edit_item(SYSTEM, item=one.pk, values={**one.values, **values})
        assert error.value.field == field


def test_splitting_and_merging(draft: DraftPlan) -> None:
    one = item(draft, "公办养老机构入住率")
    made = actions.split_item(SYSTEM, item=one.pk, names=["甲入住率", "乙入住率"])
    assert [row.title for row in made] == ["甲入住率", "乙入住率"]
    assert made[0].code != made[1].code
    kept = actions.merge_items(SYSTEM, item=made[0].pk, other=made[1].pk)
    assert kept.values["mentions"][-1]["start"] == made[1].start
    assert DraftItem.objects.get(pk=made[1].pk).state == "rejected"
    task = draft.items.filter(kind="task").first()
    assert task is not None
    with pytest.raises(NotPossible):
        actions.merge_items(SYSTEM, item=kept.pk, other=task.pk)


def test_adding_needs_words_of_the_document(draft: DraftPlan) -> None:
    at = TEXT.index("区政府成立工作专班")
    values = {"name": "成立工作专班", "deadline": None}
    made = actions.add_item(
        SYSTEM, draft=draft.pk, kind="milestone", start=at, end=at + 9, values=values
    )
    assert (made.state, made.confidence) == ("accepted", 1)
    with pytest.raises(NotPossible) as error:
        actions.add_item(SYSTEM, draft=draft.pk, kind="milestone", start=-1, end=-1, values=values)
    assert error.value.field == "quote"


def live(draft: DraftPlan, code: str = "beiling-2025"):  # type: ignore[no-untyped-def]
    return actions.publish_draft(
        SYSTEM, draft=draft.pk, code=code, short_title="北岭", starts=2023, ends=2025
    )


def test_what_is_confirmed_goes_live_and_again(draft: DraftPlan) -> None:
    with pytest.raises(NotPossible):
        live(draft)
    for one in draft.items.filter(kind__in=("indicator", "task", "project")):
        actions.decide_item(SYSTEM, item=one.pk, what="accepted")
    with pytest.raises(NotPossible) as error:
        live(draft, "Beiling 2025")
    assert error.value.field == "code"
    plan = live(draft)
    assert plan.targets.count() == draft.items.filter(kind="indicator").count()
    task = Task.objects.get(plan=plan, number="三(二)1")
    assert {one.name for one in task.targets.all()} >= {"设置托位"}
    assert {one.name for one in task.responsible.all()} == {"区卫健局", "区教育局"}
    own = Target.objects.get(plan=plan, name="新建公办养老机构")
    assert own.indicator.startswith("own-")
    assert queries.indicator(own.indicator).reported is not None
    assert plan.findings.count() == draft.document.findings.count()
    assert live(draft).pk == plan.pk
    assert plan.targets.count() == draft.items.filter(kind="indicator").count()


def test_a_revision_shows_what_changed_and_keeps_what_was_decided(draft: DraftPlan) -> None:
    for one in draft.items.filter(kind="indicator"):
        actions.decide_item(SYSTEM, item=one.pk, what="accepted")
    plan = live(draft)
    text = (
        TEXT.replace("入住率达到65%", "入住率达到75%")
        .replace("，注册老年志愿者达到100人以上", "")
        .replace("设置托位75个", "设置托位54个，新建托育园2所")
    )
    new = given(text, previous=draft.document_id).drafts.get()
    assert new.plan_id == plan.pk
    changed = {one.title: one for one in new.items.filter(change="changed")}
    assert changed["公办养老机构入住率"].before["value"] == 65
    assert changed["公办养老机构入住率"].state == "open"
    assert [one.title for one in new.items.filter(change="gone")] == ["注册老年志愿者"]
    assert any("托育园" in one.title for one in new.items.filter(change="new"))
    same = item(new, "基本养老保险参保率")
    assert (same.state, same.code) == ("accepted", item(draft, "基本养老保险参保率").code)
    actions.decide_item(SYSTEM, item=changed["公办养老机构入住率"].pk, what="accepted")
    before = plan.targets.count()
    live(new)
    assert plan.targets.count() == before
    assert Target.objects.get(plan=plan, name="公办养老机构入住率").value == 75


def test_the_job_reads_and_leads_to_the_document(linze: str) -> None:
    document = actions.give_document(SYSTEM, name="方案", division=COUNTY, text=TEXT)
    job = actions.enqueue(SYSTEM, document)
    assert actions.enqueue(SYSTEM, document).pk == job.pk
    from anhuai.platform.jobs.worker import drain

    drain()
    document.refresh_from_db()
    job.refresh_from_db()
    assert (document.status, job.result) == ("read", {"url": f"/plans/documents/{document.pk}/"})
    assert read_document.module_path == job.task


def test_only_who_manages_plans_here_may(draft: DraftPlan, actor: Who) -> None:
    one = draft.items.first()
    assert one is not None
    with pytest.raises(Refused):
        actions.decide_item(actor("village_worker", division=VILLAGE), item=one.pk, what="accepted")
    stranger = actor("county_officer", division="620724")
    with pytest.raises(NotHere):
        actions.decide_item(stranger, item=one.pk, what="accepted")
    with pytest.raises(NotHere):
        queries.draft(stranger, draft.pk)
