"""The knowledge base: searched, read with its source, drafted, approved, ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.moves import at_once
from anhuai.desk import actions, queries
from anhuai.desk.forms import ArticleForm, DayForm, VersionForm
from anhuai.desk.rules.knowing import ArticleState
from anhuai.desk.views.lists import Listing, listed
from anhuai.kernel.confidence import Confidence
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, last_day
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import is_english, word, words

READ, WRITE, APPROVE = Permit.KNOWLEDGE_READ, Permit.KNOWLEDGE_WRITE, Permit.KNOWLEDGE_APPROVE
COLUMNS = (
    Column("title", gettext_lazy("标题")),
    Column("state", gettext_lazy("状态")),
    Column("source", gettext_lazy("来源")),
    Column("confidence", gettext_lazy("可信度")),
    Column("since", gettext_lazy("起用日期")),
    Column("until", gettext_lazy("停用日期")),
    Column("number", gettext_lazy("版本"), css="num"),
    Column("author", gettext_lazy("起草人")),
)
_COLOURS = {
    ArticleState.DRAFT: "grey", ArticleState.PROPOSED: "yellow", ArticleState.APPROVED: "green",
    ArticleState.ENDED: "grey",
}  # fmt: skip


def sure_badge(code: str) -> SafeString:
    """Return how well known an article's facts are; what nobody verified says so."""
    one = Confidence(code)
    label = one.label_en if is_english() else one.label
    return badge(f"{one} {label}", "green" if one.is_verified else "orange")


def state_badge(code: str) -> SafeString:
    """Return where a version stands."""
    return badge(word(ArticleState(code)), _COLOURS[ArticleState(code)])


def _plain(row: tuple[Any, ...]) -> list[str]:
    _pk, title, state, source, confidence, since, until, number, author = row
    sure = Confidence(confidence)
    return [
        title, word(ArticleState(state)), source,
        f"{sure} {sure.label_en if is_english() else sure.label}", f"{since:%Y-%m-%d}",
        f"{until:%Y-%m-%d}" if until else "", str(number), author,
    ]  # fmt: skip


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    made = []
    for row in rows:
        cells: list[object] = list(_plain(row))
        cells[0] = link(f"/desk/knowledge/{row[0]}/", cells[0])
        cells[1], cells[3] = state_badge(row[2]), sure_badge(row[4])
        made.append(tuple(cells))
    return made


def _read(actor: Actor, *, order: Sequence[str], **asks: str) -> Window:
    del order  # newest first, whatever is clicked
    return queries.article_page(actor, on=clock.today(), **asks)


@page(READ, menu=Menu(gettext_lazy("知识库"), "file-text", 15, group="desk"), name="desk:knowledge")
def article_list(request: ActorRequest) -> HttpResponse:
    """What is in force, or any state asked for."""
    sure = [(str(one), f"{one} {one.label_en if is_english() else one.label}")
            for one in Confidence]  # fmt: skip
    return listed(
        request,
        Listing(
            key="articles", title=_("知识库"), columns=COLUMNS, order=["-pk"],
            filters=[
                Filter("q", gettext_lazy("汉字、拼音或首字母")),
                Filter("state", gettext_lazy("状态"), "select", words(ArticleState)),
                Filter("confidence", gettext_lazy("可信度"), "select", sure),
            ],
            read=_read, rows=partial(queries.articles, on=clock.today()), cells=_cells,
            export="articles",
            create_url=reverse("desk:new_article") if request.actor.may(WRITE) else "",
            create_title=_("起草条目"), empty=_("没有找到条目"),
        ),
    )  # fmt: skip


@page(READ)
def article_detail(request: ActorRequest, article_id: int) -> HttpResponse:
    """One version: what it says, since when, from where, how well known."""
    known = queries.read_article(request.actor, article_id, on=clock.today())
    one = known.article
    context = {
        "title": one.title, "article": one, "back_url": reverse("desk:knowledge"),
        "badges": [state_badge(one.state), sure_badge(one.confidence)],
        "is_in_force": known.is_in_force,
        "is_unverified": not known.confidence.is_verified,
        "facts": [
            (_("来源"), one.source), (_("起用日期"), f"{one.since:%Y-%m-%d}"),
            (_("停用日期"), last_day(one.until) if one.until else _("长期")),
            (_("版本"), one.number), (_("起草人"), one.author_name),
            (_("审核人"), one.approved_name),
            (_("对应的待遇"), link(reverse("benefits:item", args=[one.item]), known.item_title)
             if one.item else ""),
        ],
        "buttons": _buttons(request, one),
        "versions": [
            (v.pk, v.number, f"{v.since:%Y-%m-%d}", state_badge(v.state), v.author_name)
            for v in queries.versions(request.actor, one.key) if v.pk != one.pk
        ],
    }  # fmt: skip
    return render(request, "desk/article.html", context)


def _buttons(request: ActorRequest, one: Any) -> list[tuple[str, str, bool]]:
    """Return what the actor may do: address, title, whether it is done at once."""
    state, made = ArticleState(one.state), []
    may = request.actor.may
    if state is ArticleState.DRAFT and may(WRITE):
        made += [("propose_article", _("提交审核"), True), ("edit_article", _("修改"), False)]
    if state is ArticleState.PROPOSED and may(APPROVE):
        made += [("approve_article", _("发布"), True), ("return_article", _("退回修改"), True)]
    if state in (ArticleState.APPROVED, ArticleState.ENDED) and may(WRITE):
        made.append(("revise_article", _("起草新版本"), False))
    if state is ArticleState.APPROVED and may(APPROVE):
        made.append(("end_article", _("停用"), False))
    return [(reverse(f"desk:{name}", args=[one.pk]), title, once) for name, title, once in made]


def _back(article_id: int) -> str:
    return reverse("desk:article", args=[article_id])


@page(WRITE)
def new_article(request: ActorRequest) -> HttpResponse:
    """Draft an article."""
    form = ArticleForm(request.POST or None, initial={"since": clock.today(), "confidence": "B"})

    def perform(data: dict[str, Any]) -> str:
        data.pop("version")
        return _back(actions.draft_article(request.actor, **data).pk)

    return asked(request, form, perform, title=_("起草条目"), back=reverse("desk:knowledge"))


def _initial(one: Any) -> dict[str, Any]:
    names = ("title", "body", "words", "item", "source", "confidence", "since", "version")
    return {name: getattr(one, name) for name in names}


@page(WRITE)
def edit_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Change a draft."""
    one = queries.article(request.actor, article_id)
    form = ArticleForm(request.POST or None, initial=_initial(one))

    def perform(data: dict[str, Any]) -> None:
        actions.edit_article(request.actor, article_id=article_id, **data)

    return asked(request, form, perform, title=_("修改条目"), back=_back(article_id))


@page(WRITE)
def revise_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Draft the next version of what is published."""
    one = queries.article(request.actor, article_id)
    form = ArticleForm(request.POST or None, initial=_initial(one) | {"since": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        data.pop("version")
        return _back(actions.draft_article(request.actor, revises=article_id, **data).pk)

    return asked(request, form, perform, title=_("起草新版本"), back=_back(article_id))


def _at_once(request: ActorRequest, article_id: int, act: Callable[..., object]) -> HttpResponse:
    queries.article(request.actor, article_id)
    form = VersionForm(request.POST or None)
    version = form.cleaned_data.get("version") if form.is_valid() else None

    def perform() -> None:
        act(request.actor, article_id=article_id, version=version)

    return at_once(request, perform, _back(article_id))


@page(WRITE)
def propose_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Hand a draft to whoever approves."""
    return _at_once(request, article_id, actions.propose_article)


@page(APPROVE)
def approve_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Publish a version."""
    return _at_once(request, article_id, actions.approve_article)


@page(APPROVE)
def return_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Give a version back to its author."""
    return _at_once(request, article_id, actions.return_article)


@page(APPROVE)
def end_article(request: ActorRequest, article_id: int) -> HttpResponse:
    """Say from which day on it no longer counts."""
    queries.article(request.actor, article_id)
    form = DayForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_article(request.actor, article_id=article_id, on=data["on"])

    return asked(request, form, perform, title=_("停用条目"), back=_back(article_id))


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield articles under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "state", "confidence")}
    after = ""
    while True:
        seen = queries.article_page(actor, on=clock.today(), after=after, **asks)
        for row in seen.rows:
            yield _plain(row)
        after = seen.next
        if not after:
            return


def _found(actor: Actor, text: str, limit: int) -> list[Hit]:
    rows = queries.search_articles(actor, text, on=clock.today())[:limit]
    return [Hit(one.title, one.source, f"/desk/knowledge/{one.pk}/") for one in rows]


declare(
    Giving("articles", gettext_lazy("知识库"), [c.title for c in COLUMNS], give, READ,
           "/desk/knowledge/")
)  # fmt: skip
declare_finder(
    Finder(gettext_lazy("知识库"), 70, READ, _found, more_url="/desk/knowledge/?q=")
)  # fmt: skip
