"""Confirming a draft: the document with every item marked, the items beside it, one at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.plans import actions, queries
from anhuai.plans.forms import DecisionForm, MergeForm, SplitForm
from anhuai.plans.rules.drafting import ItemKind, changes
from anhuai.plans.views.item_forms import KINDS, ItemForm
from anhuai.plans.views.item_words import CHANGES, STATES, STEPS, said
from anhuai.plans.views.marking import finding_spans, marked
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest

FINDING = "finding"


@page(Permit.PLANS_MANAGE)
def draft_page(request: ActorRequest, draft_id: int) -> HttpResponse:
    """The document on the left, what was read of it on the right; links lead both ways."""
    draft = queries.draft(request.actor, draft_id)
    progress = queries.progress(request.actor, draft)
    kind = request.GET.get("kind") or (progress[0].kind.value if progress else "indicator")
    state = request.GET.get("state", "")
    rows = (
        [] if kind == FINDING else list(queries.items(request.actor, draft, kind=kind, state=state))
    )
    findings = [
        one
        for one in queries.draft_findings(request.actor, draft.document)
        if one.draft_id == draft.pk
    ]
    spans = (
        finding_spans(findings)
        if kind == FINDING
        else [
            (one.start, one.end, f"m{one.pk}", f"i{one.pk}", one.state)
            for one in rows
            if one.change != "gone"
        ]
    )
    context = {
        "title": draft.title,
        "draft": draft,
        "kind": kind,
        "state": state,
        "tabs": [*_tabs(draft, progress, kind), _finding_tab(draft, findings, kind)],
        "states": [("", _("全部"))]
        + [(code, words) for code, (words, _colour) in STATES.items()]
        + [("changed", _("有变化"))],
        "text": marked(draft.document.text, draft.start, draft.end, spans),
        "cards": [_card(one) for one in rows],
        "findings": _finding_cards(findings) if kind == FINDING else [],
        "decided": sum(one.decided for one in progress),
        "all": sum(one.all for one in progress),
    }
    return render(request, "plans/draft.html", context)


def _tabs(draft: Any, progress: Any, kind: str) -> list[tuple[str, str, bool]]:
    base = reverse("plans:draft", args=[draft.pk])
    return [
        (
            f"{KINDS[one.kind]} {one.decided}/{one.all}",
            f"{base}?kind={one.kind.value}",
            one.kind.value == kind,
        )
        for one in progress
    ]


def _finding_tab(draft: Any, findings: Any, kind: str) -> tuple[str, str, bool]:
    url = f"{reverse('plans:draft', args=[draft.pk])}?kind={FINDING}"
    return (_("矛盾 %(n)s") % {"n": len(findings)}, url, kind == FINDING)


def _card(one: Any) -> dict[str, Any]:
    said_before = said(one.kind, one.before) if one.before else ""
    return {
        "item": one,
        "says": said(one.kind, one.values),
        "before": said_before,
        "state": badge(*STATES[one.state]),
        "change": badge(*CHANGES[one.change]) if one.change else "",
        "sure": f"{one.confidence:.0%}",
        "mentions": len(one.values.get("mentions", ())),
        "conflicts": any(m.get("conflicts") for m in one.values.get("mentions", ())),
    }


def _finding_cards(findings: Any) -> list[dict[str, Any]]:
    from anhuai.plans.views.item_words import severity_of, title_of_check

    return [
        {
            "finding": one,
            "title": title_of_check(one.check_code),
            "badge": severity_of(one.severity),
            "places": [f"f{one.pk}-{n}" for n in range(1, len(one.places) + 1)],
        }
        for one in findings
    ]


def _back(item: Any) -> str:
    return f"{reverse('plans:draft', args=[item.draft_id])}?kind={item.kind}"


@page(Permit.PLANS_MANAGE)
@require_POST
def item_decide(request: ActorRequest, item_id: int) -> HttpResponse:
    """Accept, reject or reopen an item and go to the next that waits."""
    item = queries.item(request.actor, item_id)
    form = DecisionForm(request.POST)
    try:
        if form.is_valid():
            data = form.cleaned_data
            item = actions.decide_item(
                request.actor, item=item_id, what=data["what"], version=data["version"]
            )
    except Unfit as error:
        messages.error(request, say(error))
    after = queries.next_open(request.actor, item) if item.state != "open" else item
    to = after or item
    state = "&state=open" if request.GET.get("state") == "open" and after else ""
    return HttpResponseRedirect(f"{_back(to)}{state}#i{to.pk}")


@page(Permit.PLANS_MANAGE)
def item_page(request: ActorRequest, item_id: int) -> HttpResponse:
    """One item: its words, what it says, and everything that was done with it."""
    item = queries.item(request.actor, item_id)
    text = item.draft.document.text
    context = {
        "title": item.title,
        "item": item,
        "badges": [badge(*STATES[item.state])],
        "facts": [
            (_("类型"), KINDS[ItemKind(item.kind)]),
            (_("内容"), said(item.kind, item.values)),
            (_("章节"), item.section or "—"),
            (_("把握"), f"{item.confidence:.0%}"),
            (_("确认人"), item.decided_by or "—"),
            (
                _("变化"),
                "、".join(changes(item.kind, item.before, item.values)) if item.before else "—",
            ),
        ],
        "quote": text[item.start : item.end],
        "mentions": [
            (text[m["start"] : m["end"]], m["section"], m["conflicts"])
            for m in item.values.get("mentions", ())
        ],
        "timeline": [
            {
                "at": f"{one.at:%Y-%m-%d %H:%M}",
                "title": STEPS[one.what],
                "who": one.by,
                "text": said(item.kind, one.before) if one.before else "",
            }
            for one in queries.item_steps(request.actor, item)
        ],
        "back_url": f"{_back(item)}#i{item.pk}",
    }
    return render(request, "plans/item.html", context)


@page(Permit.PLANS_MANAGE)
def item_edit(request: ActorRequest, item_id: int) -> HttpResponse:
    """Put an item right; saving accepts it."""
    item = queries.item(request.actor, item_id)
    form = ItemForm(request.POST or None, kind=item.kind, values=item.values, version=item.version)
    quote = item.draft.document.text[item.start : item.end]

    def perform(data: dict[str, Any]) -> str:
        version = data.pop("version")
        done = actions.edit_item(
            request.actor, item=item_id, values=form.values_of(data), version=version
        )
        after = queries.next_open(request.actor, done) or done
        return f"{_back(after)}#i{after.pk}"

    more = {"hint": _("原文：%(quote)s") % {"quote": quote[:300]}, "submit_title": _("保存并采纳")}
    return asked(
        request,
        form,
        perform,
        title=_("修改：%(name)s") % {"name": item.title},
        back=_back(item),
        more=more,
    )


@page(Permit.PLANS_MANAGE)
def item_split(request: ActorRequest, item_id: int) -> HttpResponse:
    """Make one item several."""
    item = queries.item(request.actor, item_id)
    form = SplitForm(request.POST or None, initial={"version": item.version, "names": item.title})

    def perform(data: dict[str, Any]) -> None:
        names = data["names"].splitlines()
        actions.split_item(request.actor, item=item_id, names=names, version=data["version"])

    return asked(
        request, form, perform, title=_("拆分：%(name)s") % {"name": item.title}, back=_back(item)
    )


@page(Permit.PLANS_MANAGE)
def item_merge(request: ActorRequest, item_id: int) -> HttpResponse:
    """Take another item in as a restatement of this one."""
    item = queries.item(request.actor, item_id)
    rows = queries.items(request.actor, item.draft, kind=item.kind).exclude(pk=item.pk)
    others = [
        (str(one.pk), f"{one.code} {one.title}")
        for one in rows.exclude(state="rejected").order_by("start")
    ]
    form = MergeForm(request.POST or None, others=others, initial={"version": item.version})

    def perform(data: dict[str, Any]) -> None:
        actions.merge_items(
            request.actor, item=item_id, other=int(data["other"]), version=data["version"]
        )

    return asked(
        request, form, perform, title=_("合并到：%(name)s") % {"name": item.title}, back=_back(item)
    )


@page(Permit.PLANS_MANAGE)
def item_add(request: ActorRequest, draft_id: int) -> HttpResponse:
    """Add what the reader missed: its words in the document and what they say."""
    draft = queries.draft(request.actor, draft_id)
    kind = request.GET.get("kind", "indicator")
    kind = kind if kind in {one.value for one in ItemKind} else "indicator"
    quote = request.GET.get("quote", "")[:400]
    initial = {
        "quote": quote,
        "name": quote[:60],
        "title": quote[:60],
        "subject": quote[:60],
        "operator": "=",
        "accrual": "stock",
    }
    form = ItemForm(request.POST or None, kind=kind, values=initial, quote=True)

    def perform(data: dict[str, Any]) -> str:
        start = draft.document.text.find(data["quote"].strip(), draft.start, draft.end)
        end = start + len(data["quote"].strip()) if start >= 0 else start
        item = actions.add_item(
            request.actor,
            draft=draft_id,
            kind=kind,
            start=start,
            end=end,
            values=form.values_of(data),
        )
        return f"{_back(item)}#i{item.pk}"

    title = _("补充%(kind)s") % {"kind": KINDS[ItemKind(kind)]}
    back = f"{reverse('plans:draft', args=[draft_id])}?kind={kind}"
    return asked(request, form, perform, title=title, back=back)
