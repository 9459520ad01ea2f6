"""The knowledge base: what is in force on a day, searched by characters, pinyin and initials."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from anhuai.benefits import queries as benefits
from anhuai.desk.models import Article
from anhuai.desk.rules.knowing import ArticleState
from anhuai.kernel.confidence import Confidence
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.searching import matching

READ = Permit.KNOWLEDGE_READ
ARTICLE_FIELDS = (
    "pk", "title", "state", "source", "confidence", "since", "until", "number", "author_name",
)  # fmt: skip
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One version as it is read: its benefit's title and whether what it says was checked."""

    article: Article
    confidence: Confidence
    item_title: str
    is_in_force: bool


def _readable(actor: Actor) -> QuerySet[Article]:
    """Return what the actor may read: drafts are for those who write and approve."""
    rows = Article.objects.all()
    if actor.may(Permit.KNOWLEDGE_WRITE) or actor.may(Permit.KNOWLEDGE_APPROVE):
        return rows
    return rows.filter(state__in=[ArticleState.APPROVED, ArticleState.ENDED])


def in_force(on: date) -> Q:
    """Return the condition that a version is what counts on a day."""
    holds = Q(until=None) | Q(until__gt=on)
    return Q(state=ArticleState.APPROVED, since__lte=on) & holds


def articles(
    actor: Actor, *, on: date, q: str = "", state: str = "", confidence: str = ""
) -> QuerySet[Article]:
    """Return versions under a list's filters; without a state those in force on the day."""
    actor.require(READ)
    rows = _readable(actor)
    rows = rows.filter(state=state) if state else rows.filter(in_force(on))
    if confidence:
        rows = rows.filter(confidence=confidence)
    return matching(rows, q) if q.strip() else rows


def article_page(
    actor: Actor, *, on: date, after: str, q: str = "", state: str = "", confidence: str = ""
) -> Window:
    """Return one page of versions, newest first."""
    rows = articles(actor, on=on, q=q, state=state, confidence=confidence)
    return window(rows, fields=ARTICLE_FIELDS, order=["-pk"], after=after)


def search_articles(actor: Actor, text: str, *, on: date) -> list[Article]:
    """Return what is in force on a day for a text, for the call's page; nothing for no text."""
    if not text.strip():
        return []
    return list(articles(actor, on=on, q=text).order_by("title", "pk")[:SHOWN])


def article(actor: Actor, key: int) -> Article:
    """Return a version the actor may read; raises `NotHere`."""
    actor.require(READ)
    found = _readable(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("article", key)
    return found


def read_article(actor: Actor, key: int, *, on: date) -> Knowledge:
    """Return a version with what a page says of it; raises `NotHere`."""
    found = article(actor, key)
    return Knowledge(
        found, Confidence(found.confidence),
        benefits.title_of_item(found.item) if found.item else "",
        Article.objects.filter(in_force(on), pk=key).exists(),
    )  # fmt: skip


def versions(actor: Actor, key: str) -> list[Article]:
    """Return every version of an article the actor may read, newest first."""
    return list(_readable(actor).filter(key=key).order_by("-number"))
