"""Dark and high contrast: as the system says or as one chooses, and only then loaded."""

import re

from django.test import Client
from tests.conftest import COUNTY

from anhuai.platform.models import Account


def sheets(client: Client, path: str = "/") -> dict[str, str]:
    page = client.get(path).content.decode()
    found = re.findall(
        r'<link rel="stylesheet" href="/static/(\w+)[^"]*"(?: media="([^"]+)")?>', page
    )
    return dict(found)


def choose(client: Client, **what: str) -> None:
    assert client.post("/preferences", what).status_code == 302


def test_by_default_the_system_decides(linze: str, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    assert not {"dark", "contrast"} & set(sheets(client)), "a light device fetches neither"
    assert 'data-dark="/static/dark' in client.get("/").content.decode(), "its script knows where"
    client.cookies["faces"] = "dark.contrast."
    found = sheets(client)
    assert found["dark"] == "screen and (prefers-color-scheme: dark)"
    assert found["contrast"] == "screen and (prefers-contrast: more)"


def test_a_choice_holds_against_the_system(linze: str, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    for theme, expected in (
        ("dark", {"dark": "screen"}), ("contrast", {"contrast": "screen"}), ("light", {}),
    ):  # fmt: skip
        choose(client, theme=theme)
        found = sheets(client)
        assert {name: found[name] for name in ("dark", "contrast") if name in found} == expected
    assert Account.objects.get(pk=client.account.pk).theme == "light"


def test_an_unknown_choice_changes_nothing(linze: str, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    choose(client, theme="pink", language="en")
    account = Account.objects.get(pk=client.account.pk)
    assert (account.theme, account.language) == ("system", "zh-hans")


def test_before_signing_in_a_cookie_keeps_the_choice(db: None) -> None:
    client = Client()
    choose(client, theme="dark")
    assert sheets(client, "/sign-in")["dark"] == "screen"


def test_the_page_of_choices_shows_what_holds(linze: str, signed_in) -> None:
    client = signed_in("family", person=1)
    choose(client, theme="contrast", elder="1", elder_size="27")
    page = client.get("/display").content.decode()
    assert 'value="contrast" checked' in page
    assert '<option value="27" selected' in page
