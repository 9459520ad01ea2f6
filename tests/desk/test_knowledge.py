"""The knowledge base: two officers, versions in time, found by characters and pinyin."""

from datetime import date, timedelta

import pytest

from anhuai.desk import actions, queries
from anhuai.desk.models import Article
from anhuai.desk.rules.knowing import BadArticle
from anhuai.platform import clock
from anhuai.platform.acting import NotHere, Refused
from tests.conftest import COUNTY

TEXT = {"body": "年满八十周岁可以申请。", "source": "（示例）文件", "confidence": "B"}


def draft(author, title="高龄津贴怎么领", since=date(2026, 1, 1), **more) -> Article:
    return actions.draft_article(author, title=title, since=since, **(TEXT | more))


def published(author, boss, **more) -> Article:
    one = draft(author, **more)
    actions.propose_article(author, article_id=one.pk)
    return actions.approve_article(boss, article_id=one.pk)


def test_nobody_publishes_the_own_draft(officer, boss) -> None:
    mine = draft(boss)
    actions.propose_article(boss, article_id=mine.pk)
    with pytest.raises(BadArticle, match="起草人以外"):
        actions.approve_article(boss, article_id=mine.pk)
    with pytest.raises(Refused):
        actions.approve_article(officer, article_id=mine.pk)
    with pytest.raises(BadArticle):
        actions.approve_article(boss, article_id=draft(officer, title="草稿").pk)


def test_an_article_is_found_by_characters_pinyin_initials_and_other_words(
    officer, boss, clerk
) -> None:
    one = published(officer, boss, words="敬老补贴", item="old_age_allowance")
    draft(officer, title="高龄津贴草稿")
    today = clock.today()
    for text in ("高龄津贴", "津贴", "gaoling", "gaolingjin", "gljt", "敬老", "八十周岁"):
        assert [a.pk for a in queries.search_articles(clerk, text, on=today)] == [one.pk], text
    assert queries.search_articles(clerk, "火星", on=today) == []
    assert queries.search_articles(clerk, " ", on=today) == []
    assert queries.read_article(clerk, one.pk, on=today).item_title


def test_a_version_ends_the_day_the_next_begins_and_the_past_stays(officer, boss, clerk) -> None:
    old = published(officer, boss, since=date(2026, 1, 1))
    new = published(officer, boss, since=date(2026, 7, 1), revises=old.pk, body="改为七十五周岁。")
    old.refresh_from_db()
    assert (old.until, new.number, new.key) == (date(2026, 7, 1), 2, old.key)
    found = {on: queries.articles(clerk, on=on).get().pk
             for on in (date(2026, 6, 30), date(2026, 7, 1))}  # fmt: skip
    assert list(found.values()) == [old.pk, new.pk]
    with pytest.raises(BadArticle):
        published(officer, boss, since=date(2026, 5, 1), revises=new.pk)


def test_drafts_are_for_those_who_write(officer, boss, clerk) -> None:
    one = draft(officer)
    with pytest.raises(NotHere):
        queries.article(clerk, one.pk)
    actions.edit_article(
        officer, article_id=one.pk, title="改名", since=date(2026, 2, 2), version=1, **TEXT
    )
    with pytest.raises(BadArticle):
        actions.edit_article(
            officer, article_id=one.pk, title="旧页", since=date(2026, 2, 2), version=1, **TEXT
        )
    actions.propose_article(officer, article_id=one.pk)
    actions.return_article(boss, article_id=one.pk)
    one.refresh_from_db()
    assert (one.state, one.title) == ("draft", "改名")


def test_what_is_wrong_names_its_field(officer) -> None:
    for name, wrong in (
        ("title", {"title": " "}), ("source", {"source": ""}), ("confidence", {"confidence": "X"}),
        ("item", {"item": "no_such"}),
    ):  # fmt: skip
        with pytest.raises(BadArticle) as refused:
            draft(officer, **wrong)
        assert refused.value.field == name


def test_an_article_ends(officer, boss, clerk) -> None:
    one = published(officer, boss)
    with pytest.raises(BadArticle):
        actions.end_article(boss, article_id=one.pk, on=clock.today() - timedelta(days=1))
    actions.end_article(boss, article_id=one.pk, on=clock.today())
    assert not queries.articles(clerk, on=clock.today()).exists()


def test_who_has_no_permit_reads_nothing(officer, actor) -> None:
    with pytest.raises(Refused):
        queries.search_articles(actor("assessor", division=COUNTY), "津贴", on=clock.today())
