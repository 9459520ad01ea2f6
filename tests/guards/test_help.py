"""Every page has help, in both languages, with the same sections, and nothing in it runs."""

import pytest
from django.test import Client
from django.utils import translation

from anhuai.platform import helping
from tests.conftest import COUNTY
from tests.guards.test_house import patterns

LANGUAGES = ("zh-hans", "en")


def names() -> set[str]:
    return {name for _route, name, _pattern in patterns() if name and not name.startswith("api")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_help(language: str) -> None:
    with translation.override(language):
        lacking = sorted(name for name in names() if helping.section_for(name) is None)
    assert not lacking, "add them to a section of docs/help"


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_for_pages_that_there_are(language: str) -> None:
    with translation.override(language):
        said = {page for one in helping.groups() for s in one.sections for page in s.pages}
    assert not sorted(page for page in said - names() if not page.endswith(":*"))


def test_both_languages_have_the_same_sections() -> None:
    shapes = []
    for language in LANGUAGES:
        with translation.override(language):
            shapes.append([(g.name, [s.pages for s in g.sections]) for g in helping.groups()])
    assert shapes[0] == shapes[1]


def test_html_in_help_is_shown_and_not_run() -> None:
    assert "<script>" not in helping.rendered("<script>alert(1)</script>")
    assert "href" not in helping.rendered("[x](javascript:alert(1))")


@pytest.mark.django_db
def test_a_page_leads_to_its_help_and_help_can_be_searched(linze: str, signed_in) -> None:
    client: Client = signed_in("county_officer", division=COUNTY)
    assert 'href="/help/people/#s1" data-help' in client.get("/people/").content.decode()
    page = client.get("/help/people/").content.decode()
    assert 'id="s1"' in page
    assert "人员名册" in page
    found = client.get("/help/", {"q": "恢复码"}).content.decode()
    assert "/help/account/#s2" in found
    assert "没有找到" in client.get("/help/", {"q": "麒麟"}).content.decode()
    assert client.get("/help/nothing/").status_code == 404
    assert Client().get("/help/account/").status_code == 200
