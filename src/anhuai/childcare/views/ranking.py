"""The published order, rankings made by it, and the proof that they come out the same again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import RankForm, RuleForm
from anhuai.childcare.rules.ranking import Applicant, digest
from anhuai.childcare.rules.ranking import rank as computed
from anhuai.childcare.rules.words import Mode
from anhuai.childcare.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Table, badge, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, RANK = Permit.CHILDCARE_READ, Permit.CHILDCARE_RANK
RULE_COLUMNS = (
    Column("since", gettext_lazy("生效日期"), css="nowrap"),
    Column("order", gettext_lazy("优先次序")),
    Column("mode", gettext_lazy("同等条件")),
    Column("document", gettext_lazy("依据文件")),
    Column("state", gettext_lazy("状态")),
)


@page(READ)
def rule_list(request: ActorRequest) -> HttpResponse:
    """The published orders, newest first."""
    held = queries.rule_on(clock.today())
    found = list(queries.rules())
    table = Table(
        key="childcare-rules", columns=heads(request, RULE_COLUMNS, ""),
        rows=[
            (
                f"{one.since:%Y-%m-%d}",
                " → ".join(wording.group_title(code) for code in one.order),
                word(Mode(one.mode)), one.document,
                badge(_("现行"), "green") if one == held else "",
            )
            for one in found
        ],
        count_text=_("共 %(count)s 版") % {"count": len(found)},
        create_url=reverse("childcare:rule_new") if request.actor.may(RANK) else "",
        create_title=_("公布规则"), empty_title=_("还没有公布录取规则"),
        empty_hint=_("优先次序由县里公布；公布之前不能排序。"),
    )  # fmt: skip
    return listing.shown(request, table, _("录取规则"))


@page(RANK)
def rule_new(request: ActorRequest) -> HttpResponse:
    """Publish an order."""
    form = RuleForm(request.POST or None, initial={"since": clock.today(), "mode": "rules"})

    def perform(data: dict[str, Any]) -> None:
        names = ("first", "second", "third", "fourth", "fifth")
        actions.publish_rule(
            request.actor, order=[data[name] for name in names if data[name]], mode=data["mode"],
            since=data["since"], document=data["document"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("公布录取规则"), back=reverse("childcare:rules"),
        more={
            "submit_title": _("公布"),
            "hint": _("公布后不能修改，只能从以后的日期再公布新的；已排的次序保留当时的规则。"),
        },
    )  # fmt: skip


@page(RANK)
def rank(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Order whoever waits for a kind of class of a nursery."""
    one = queries.nursery(request.actor, nursery_id, permit=RANK)
    form = RankForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.make_ranking(
            request.actor, nursery=nursery_id, group=data["group"], seed=data["seed"],
            on=clock.today(),
        )  # fmt: skip
        return reverse("childcare:ranking", args=[made.pk])

    return asked(
        request, form, perform, title=_("排序：%(name)s") % {"name": one.facility.name},
        back=reverse("childcare:nursery", args=[nursery_id]), more={"submit_title": _("排序")},
    )  # fmt: skip


def _in_groups(code: str) -> str:
    """Return a long code in groups of eight, which a narrow page can break."""
    return " ".join(code[at : at + 8] for at in range(0, len(code), 8))


@page(READ)
def ranking_page(request: ActorRequest, ranking_id: int) -> HttpResponse:
    """An order as it was made: by which rule, from which inputs, and computed again now."""
    one = queries.ranking(request.actor, ranking_id)
    given = [Applicant(**row | {"groups": tuple(row["groups"])}) for row in one.applicants]
    mode = Mode(one.rule.mode)
    again = computed(given, order=one.rule.order, mode=mode, seed=one.seed)
    same = [found.number for found in again] == [row["number"] for row in one.standings]
    same = same and digest(given, one.rule.order, mode, one.seed) == one.digest
    known = {found.number: found for found in given}
    context = {
        "title": _("排序：%(name)s") % {"name": one.nursery.facility.name},
        "badges": [
            badge(_("重新计算结果一致"), "green") if same else badge(_("重新计算不一致"), "red")
        ],
        "facts": [
            (_("班型"), wording.class_title(one.group)),
            (_("排序时间"), wording.moment(one.made_at)),
            (_("依据文件"), one.rule.document), (_("规则生效日期"), f"{one.rule.since:%Y-%m-%d}"),
            (_("优先次序"), " → ".join(wording.group_title(code) for code in one.rule.order)),
            (_("同等条件"), word(mode)), (_("摇号种子"), _in_groups(one.seed) or _("不摇号")),
            (_("校验值"), _in_groups(one.digest)), (_("操作人"), one.made_by),
        ],
        "rows": [
            (
                row["position"], row["number"],
                reverse("childcare:application", args=[row["number"]]),
                wording.group_title(row["group"]), known[row["number"]].choice,
                known[row["number"]].submitted[:16].replace("T", " "), row["drawn"][:12],
            )
            for row in one.standings
        ],
        "drawn": mode is Mode.DRAW, "back_title": one.nursery.facility.name,
        "back_url": reverse("childcare:nursery", args=[one.nursery_id]),
    }  # fmt: skip
    return render(request, "childcare/ranking.html", context)
