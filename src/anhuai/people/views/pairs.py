"""Who is the same person: the queue of pairs, one side by side, the decision."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.people import actions
from anhuai.people.forms.matching import DecisionForm, ReopenForm
from anhuai.people.queries import matching as queries
from anhuai.people.rules.matching import BY_CODE, COMMONNESS, OFFICES, Standing, Verdict
from anhuai.people.views import wording
from anhuai.people.views.matching import PERMIT, office_title, standing_badge
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    escaped,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import page
from anhuai.platform.posting import Stale, say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_at, shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("probability", gettext_lazy("把握"), ("weight",), css="num"),
    Column("left", gettext_lazy("名单中")),
    Column("right", gettext_lazy("在册")),
    Column("place", gettext_lazy("常住地")),
    Column("office", gettext_lazy("来源单位")),
    Column("standing", gettext_lazy("结果")),
    Column("verdict", gettext_lazy("判断")),
)
FIELDS = (
    "pk", "probability", "row__name", "other__name", "person__name", "person__division", "office",
    "standing", "verdict",
)  # fmt: skip
ASKED = ("office", "list", "standing", "division", "verdict", "least")


def _filters(request: ActorRequest) -> list[Filter]:
    offices = [*((code, office_title(code)) for code in OFFICES), ("files", office_title(""))]
    lists = queries.lists(request.actor).order_by("-listed_on").values_list(
        "pk", "office", "listed_on"
    )[:50]  # fmt: skip
    towns = places.choices(request.actor, on=clock.today(), permit=PERMIT, within=county.code())
    return filled(request, [
        Filter("office", gettext_lazy("来源单位"), "select", offices),
        Filter("list", gettext_lazy("名单"), "select",
               [(str(key), f"{office_title(office)} {day}") for key, office, day in lists]),
        Filter("standing", gettext_lazy("结果"), "select",
               [(one.value, _label(one)) for one in (Standing.POSSIBLE, Standing.CONFLICT)]),
        Filter("division", gettext_lazy("地区"), "select",
               [(code, name) for code, name in towns if len(code) <= 9]),
        Filter("least", gettext_lazy("把握不低于"), "select",
               [("0.9", "90%"), ("0.5", "50%"), ("0.2", "20%")]),
        Filter("verdict", gettext_lazy("判断"), "select",
               [(one.value, _label(one)) for one in Verdict if one.value] + [("all", _("全部"))],
               gettext_lazy("未处理")),
    ])  # fmt: skip


def _label(one: Standing | Verdict) -> str:
    return one.label_en if is_english() else one.label


def asked_of(values: dict[str, str]) -> dict[str, Any]:
    """Return what an address asks of the queue; what it says wrongly does not restrict."""
    found: dict[str, Any] = {"verdict": values.get("verdict") or "open"}
    found |= {name: values[name] for name in ("office", "standing") if values.get(name)}
    for name in ("list", "division"):
        if values.get(name, "").isdigit():
            found[name] = int(values[name]) if name == "list" else values[name]
    if values.get("least") in ("0.9", "0.5", "0.2"):
        found["least"] = float(values["least"])
    return found


@page(PERMIT)
def pair_list(request: ActorRequest) -> HttpResponse:
    """The pairs to look at, the surest first."""
    filters = _filters(request)
    query = {one.name: one.value for one in filters if one.value}
    found = queries.pairs(request.actor, **asked_of(query))
    order, key = order_of(request, COLUMNS, ["-weight"])
    try:
        seen = window(found, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=FIELDS, order=order, after="")
    count, more = count_up_to(found)
    decided, total = queries.progress(request.actor)
    said = _("超过 %(count)s 对") if more else _("共 %(count)s 对")
    done = _("；已判断 %(done)s / %(total)s 对") % {"done": decided, "total": total}
    table = Table(
        key="pairs",
        columns=heads(request, COLUMNS, key),
        rows=[_cells(row, urlencode(query)) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=said % {"count": f"{count:,}"} + done,
        export_url=f"{reverse('platform:sheet_export', args=['pairs'])}?{urlencode(query)}",
        empty_title=_("没有待复核的"),
        empty_hint=_("比对一份名单，或在“名单比对”页查找重复档案，疑似同一人的会排在这里。"),
    )
    return shown_list(request, table, _("疑似同一人"))


def _cells(row: tuple[Any, ...], query: str) -> tuple[Any, ...]:
    key, probability, delivered, other, name, division, office, standing, verdict = row
    url = reverse("people:pair", args=[key]) + (f"?{query}" if query else "")
    return (
        f"{probability:.1%}", link(url, delivered or other), name, places.path_of(division),
        office_title(office), standing_badge(standing), verdict_badge(verdict),
    )  # fmt: skip


def verdict_badge(code: str) -> Any:
    """Return what was said about a pair as a badge."""
    colours = {Verdict.SAME: "green", Verdict.LATER: "yellow", Verdict.OPEN: "blue"}
    one = Verdict(code)
    return badge(_label(one), colours.get(one, "grey"))


@page(PERMIT)
def pair_detail(request: ActorRequest, pair_id: int) -> HttpResponse:
    """A pair side by side, its evidence in words, and the decision."""
    file = queries.pair(request.actor, pair=pair_id)
    context = {
        "title": _("是同一人吗"),
        "file": file,
        "source": _source(file),
        "lines": list(_lines(file)),
        "evidence": [_evidence(*part) for part in file.parts],
        "probability": f"{file.probability:.1%}",
        "weight": f"{file.weight:+.1f}",
        "badges": [standing_badge(file.standing), verdict_badge(file.verdict)],
        "is_open": file.verdict in queries.OPEN and not file.is_settled,
        "form": DecisionForm(initial={"version": file.version}),
        "offers": _offers(file),
        "rivals": [reverse("people:pair", args=[key]) for key in file.rivals],
        "decided_at": shown_at(file.decided_at),
        "query": _query(request),
        "back_url": f"{reverse('people:pairs')}?{_query(request)}",
        "back_title": _("疑似同一人"),
    }
    return render(request, "people/pair.html", context)


def _query(request: ActorRequest) -> str:
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return urlencode(asked)


def _source(file: queries.PairFile) -> str:
    if file.list is None:
        return _("在册档案（后建）")
    return _("%(office)s %(day)s 名单第 %(row)s 行") % {
        "office": office_title(file.office), "day": file.listed_on, "row": file.row,
    }  # fmt: skip


def _lines(file: queries.PairFile) -> Iterator[tuple[str, Any, Any, str]]:
    """Yield (what, left, right, verdict in words) with what differs marked."""
    levels = {comparison: level for comparison, level, _weight in file.parts}
    for code, title in (
        ("name", _("姓名")), ("sex", _("性别")), ("born", _("出生日期")),
        ("identity", _("证件号码")),
        ("phone", _("电话")), ("address", _("住址")), ("kin", _("亲属")),
    ):  # fmt: skip
        left, right = getattr(file.left, code), getattr(file.right, code)
        if code == "sex":
            left, right = wording.sex(left), wording.sex(right)
        level = BY_CODE[code].level(levels.get(code, ""))
        says = (level.says_en if is_english() else level.says) if level else ""
        if code in ("identity", "phone"):  # masked: equal masks prove nothing, the blind index does
            marked = (escaped(left), escaped(right))
        else:
            marked = differing(left, right)
        yield title, SafeString(marked[0]), SafeString(marked[1]), says


def differing(left: str, right: str) -> tuple[str, str]:
    """Return two texts as HTML with the characters marked that the other does not have there."""
    if not left or not right:
        return escaped(left), escaped(right)
    found: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, text in ((0, left[a:b]), (1, right[c:d])):
            if text:
                plain = kind == "equal"
                found[side].append(escaped(text) if plain else f"<mark>{escaped(text)}</mark>")
    return "".join(found[0]), "".join(found[1])


def _evidence(comparison: str, level: str, weight: float) -> dict[str, Any]:
    """Return one line of the waterfall: what was found and how it weighs."""
    if comparison == COMMONNESS:
        title = _("姓名是否常见")
        says = (
            _("这个姓名较少见，更能说明是同一人") if weight > 0 else _("这个姓名很常见，作用打折")
        )
    else:
        known = BY_CODE[comparison]
        title = known.title_en if is_english() else known.title
        found = known.level(level)
        says = (found.says_en if is_english() else found.says) if found else level
    return {"title": title, "says": says, "weight": f"{weight:+.1f}", "speaks": _speaks(weight)}


def _speaks(weight: float) -> Any:
    """Return in words for which side a weight speaks, and how loudly; 1 bit doubles the odds."""
    words = (
        (10, _("强烈支持同一人"), "green"), (3, _("支持同一人"), "green"),
        (0.05, _("略支持同一人"), "green"), (-0.05, _("没有影响"), "grey"),
        (-3, _("略反对"), "orange"), (-8, _("反对同一人"), "red"),
    )  # fmt: skip
    for least, says, colour in words:
        if weight >= least:
            return badge(says, colour)
    return badge(_("强烈反对同一人"), "red")


def _offers(file: queries.PairFile) -> list[tuple[str, str, str]]:
    """Return what the list states and the file lacks: (field, title, masked value)."""
    if file.list is None:
        return []
    titles = {"phone": _("电话"), "identity": _("证件号码")}
    if file.verdict == Verdict.SAME:
        lacking = file.offered
    else:
        lacking = tuple(
            name for name in titles if getattr(file.left, name) and not getattr(file.right, name)
        )
    return [(name, titles[name], getattr(file.left, name)) for name in lacking]


@page(PERMIT)
@require_POST
def pair_decide(request: ActorRequest, pair_id: int) -> HttpResponse:
    """Keep a decision and go on to the next pair of the same question."""
    form = DecisionForm(request.POST)
    back = reverse("people:pair", args=[pair_id]) + f"?{_query(request)}"
    if not form.is_valid():
        messages.error(request, _("请选择：是同一人、不是同一人，或以后再定。"))
        return HttpResponseRedirect(back)
    data = form.cleaned_data
    verdict = Verdict(data["verdict"])
    try:
        actions.decide_pair(
            request.actor, pair=pair_id, version=data["version"], verdict=verdict,
            take=data["take"],
        )  # fmt: skip
    except Stale:
        messages.error(request, _("另一位经办人刚判断过这一对，下面是最新的结果。"))
        return HttpResponseRedirect(back)
    except Unfit as error:
        messages.error(request, say(error))
        return HttpResponseRedirect(back)
    files = queries.files_of(request.actor, pair=pair_id)
    if verdict is Verdict.SAME and files:
        return HttpResponseRedirect(reverse("people:merge_new", args=files))
    return _next(request, pair_id)


def _next(request: ActorRequest, pair_id: int) -> HttpResponse:
    """Lead to the next open pair of the same question; what was put off comes last."""
    query = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    wanted = asked_of({**query, "verdict": "open"})
    rest = queries.pairs(request.actor, **wanted).filter(verdict="").exclude(pk=pair_id)
    key = rest.order_by("-weight", "pk").values_list("pk", flat=True).first()
    if key is None:
        messages.success(request, _("这些都看完了。"))
        return HttpResponseRedirect(f"{reverse('people:pairs')}?{urlencode(query)}")
    messages.success(request, _("已记下，这是下一对。"))
    return HttpResponseRedirect(f"{reverse('people:pair', args=[key])}?{urlencode(query)}")


@page(PERMIT)
def pair_reopen(request: ActorRequest, pair_id: int) -> HttpResponse:
    """Take a decision back, with a reason."""
    file = queries.pair(request.actor, pair=pair_id)
    form = ReopenForm(request.POST or None, initial={"version": file.version})

    def perform(data: dict[str, Any]) -> None:
        actions.reopen_pair(request.actor, pair=pair_id, **data)

    title = format_html("{}：{}", _("撤销判断"), file.left.name)
    back = reverse("people:pair", args=[pair_id])
    return asked(request, form, perform, title=title, back=back)


@page(PERMIT)
@require_POST
def pair_offer(request: ActorRequest, pair_id: int) -> HttpResponse:
    """Add a fact that a list states and the file lacks, or leave it."""
    file = queries.pair(request.actor, pair=pair_id)
    try:
        actions.answer_offer(
            request.actor, pair=pair_id, version=file.version,
            field=request.POST.get("field", ""), accepts=request.POST.get("answer") == "yes",
        )  # fmt: skip
    except Unfit as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("已保存"))
    return HttpResponseRedirect(reverse("people:pair", args=[pair_id]))
