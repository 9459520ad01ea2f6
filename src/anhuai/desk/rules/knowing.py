"""Articles of the knowledge base: versions with dates, drafted by one and approved by another."""

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit


class BadArticle(Unfit):
    """An article that cannot be kept or approved; codes: title, body, state, own, period."""


class ArticleState(Titled):
    """Where a version of an article stands."""

    DRAFT = "draft", "草稿", "Draft"
    PROPOSED = "proposed", "待审", "To be approved"
    APPROVED = "approved", "已发布", "Published"
    ENDED = "ended", "已停用", "Ended"
