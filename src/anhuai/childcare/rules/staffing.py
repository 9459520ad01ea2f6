"""Staff of nurseries: who they are, their certificate, the yearly check of their record."""

from dataclasses import dataclass
from datetime import date

from anhuai.facilities.rules import Group
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.rules import At


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A certificate, valid on [since, until)."""

    kind: str
    grade: str = ""
    number: str = ""
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the police answered on a day: may the person work with children or not."""

    asked_on: date
    is_clear: bool
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of staff as a nursery writes it down; `left` ends the post."""

    name: str
    sex: str = "9"
    born: date | None = None
    phone: str = ""
    kind: str
    since: date
    left: date | None = None
    paper: Paper | None = None
    answer: Answer | None = None


ANSWERS = {"可以从业": True, "不得从业": False}
SEXES = {"男": "1", "女": "2"}
"""What a workbook writes for an answer, for a sex."""

KINDS = tuple(
    code for code, post in POSTS.items()
    if post.at is not At.DIVISION and (not post.groups or Group.CHILDCARE in post.groups)
)  # fmt: skip
"""The posts somebody may hold at a nursery, as the workforce defines them."""
