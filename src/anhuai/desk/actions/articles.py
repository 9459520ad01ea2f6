"""Articles of the knowledge base: drafted by one officer, approved by another, in versions."""

import secrets
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.benefits import queries as benefits
from anhuai.desk import queries
from anhuai.desk.models import Article
from anhuai.desk.rules.knowing import ArticleState, BadArticle
from anhuai.kernel.confidence import Confidence
from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.searching import search_text

WRITE = Permit.KNOWLEDGE_WRITE


def _checked(
    *, title: str, body: str, source: str, confidence: str, item: str, words: str
) -> dict[str, Any]:
    title, source, words = normalise(title), normalise(source), normalise(words)
    for name, text in (("title", title), ("body", body.strip()), ("source", source)):
        if not text:
            raise BadArticle("title", "请填写这一项。", "Fill this in.", field=name)
    if confidence not in set(Confidence):
        raise BadArticle(
            "confidence", "请选择可信度。", "Choose how well known.", field="confidence"
        )
    if item:
        try:
            benefits.benefit(item)
        except NotHere as unknown:
            raise BadArticle(
                "item", "没有这项待遇，请从列表中选择。", "No such benefit.", field="item"
            ) from unknown
    # The search is a phrase of characters: title, further words and text are one after the other.
    found = search_text(title[:100], words[:200], body.strip()[:6000])
    return {
        "title": title[:100], "body": body.strip()[:6000], "source": source[:300],
        "confidence": confidence, "item": item, "words": words[:200], "search": found,
    }  # fmt: skip


@action(permit=WRITE, title=_("起草知识条目"), subject="article")
def draft_article(  # noqa: PLR0913 - what an article says
    actor: Actor,
    *,
    title: str,
    body: str,
    source: str,
    confidence: str,
    since: date,
    item: str = "",
    words: str = "",
    revises: int | None = None,
) -> Article:
    """Draft an article, or the next version of one; it counts from a day on once approved."""
    fields = _checked(
        title=title, body=body, source=source, confidence=confidence, item=item, words=words
    )
    key, number = secrets.token_hex(8), 1
    if revises is not None:
        key = queries.article(actor, revises).key
        held = Article.objects.select_for_update().filter(key=key).order_by("-number")
        last = held[0]
        if ArticleState(last.state) in (ArticleState.DRAFT, ArticleState.PROPOSED):
            raise BadArticle(
                "state", "已有一个新版本在起草或待审，请先处理。",
                "A newer version is being drafted: finish that first.",
            )  # fmt: skip
        number = last.number + 1
    return Article.objects.create(
        key=key, number=number, since=since, state=ArticleState.DRAFT,
        author=actor.account or 0, author_name=actor.name, **fields,
    )  # fmt: skip


def _open(actor: Actor, article_id: int, *states: ArticleState, version: int | None) -> Article:
    queries.article(actor, article_id)
    found = Article.objects.select_for_update().get(pk=article_id)
    if ArticleState(found.state) not in states or (
        version is not None and found.version != version
    ):
        state = ArticleState(found.state)
        raise BadArticle(
            "state", f"这个版本现在是“{state.title_zh}”，请刷新后再操作。",
            f"This version is now “{state.title_en}”; refresh the page.",
        )  # fmt: skip
    return found


@action(permit=WRITE, title=_("修改知识草稿"), logs=("article_id",), subject="article")
def edit_article(  # noqa: PLR0913 - what an article says
    actor: Actor, *, article_id: int, title: str, body: str, source: str, confidence: str,
    since: date, item: str = "", words: str = "", version: int | None = None,
) -> Article:  # fmt: skip
    """Change a draft; what was published never changes: it gets another version."""
    found = _open(actor, article_id, ArticleState.DRAFT, version=version)
    fields = _checked(
        title=title, body=body, source=source, confidence=confidence, item=item, words=words
    )
    for column, value in fields.items():
        setattr(found, column, value)
    found.since, found.version = since, found.version + 1
    found.author, found.author_name = actor.account or 0, actor.name
    found.save()
    return found


def _to(found: Article, state: ArticleState) -> Article:
    found.state, found.version = state, found.version + 1
    found.save()
    return found


@action(permit=WRITE, title=_("提交知识条目"), logs=("article_id",), subject="article")
def propose_article(actor: Actor, *, article_id: int, version: int | None = None) -> Article:
    """Hand a draft to whoever approves."""
    found = _open(actor, article_id, ArticleState.DRAFT, version=version)
    return _to(found, ArticleState.PROPOSED)


@action(
    permit=Permit.KNOWLEDGE_APPROVE, title=_("发布知识条目"), logs=("article_id",),
    subject="article",
)  # fmt: skip
def approve_article(actor: Actor, *, article_id: int, version: int | None = None) -> Article:
    """Publish a version; the one before ends the day it begins. Never one's own."""
    found = _open(actor, article_id, ArticleState.PROPOSED, version=version)
    if found.author == (actor.account or 0):
        raise BadArticle("own", "请由起草人以外的人审核。", "Somebody else must approve it.")
    before = Article.objects.select_for_update().filter(
        key=found.key, state=ArticleState.APPROVED, until=None
    )
    for one in before:
        if found.since < one.since:
            raise BadArticle(
                "period", f"起用日期不能早于现行版本的 {one.since}。",
                f"It cannot begin before the present version, {one.since}.", field="since",
            )  # fmt: skip
        one.until, one.version = found.since, one.version + 1
        one.save(update_fields=["until", "version"])
    found.approved_name, found.approved_at = actor.name, clock.now()
    return _to(found, ArticleState.APPROVED)


@action(
    permit=Permit.KNOWLEDGE_APPROVE, title=_("退回知识条目"), logs=("article_id",),
    subject="article",
)  # fmt: skip
def return_article(actor: Actor, *, article_id: int, version: int | None = None) -> Article:
    """Give a proposed version back to its author."""
    return _to(_open(actor, article_id, ArticleState.PROPOSED, version=version), ArticleState.DRAFT)


@action(
    permit=Permit.KNOWLEDGE_APPROVE, title=_("停用知识条目"), logs=("article_id", "on"),
    subject="article",
)  # fmt: skip
def end_article(actor: Actor, *, article_id: int, on: date) -> Article:
    """Say from which day on an article no longer counts; the past still shows what it said."""
    found = _open(actor, article_id, ArticleState.APPROVED, version=None)
    if on < found.since or on < clock.today():
        raise BadArticle(
            "period", "停用日期不能早于今天，也不能早于起用日期。",
            "It cannot end before today, nor before it began.", field="on",
        )  # fmt: skip
    found.until, found.version = on, found.version + 1
    if on <= clock.today():
        found.state = ArticleState.ENDED
    found.save()
    return found
