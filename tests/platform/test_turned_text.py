"""Hidden characters that turn the reading order are refused with a sentence, wherever typed."""

import uuid
from collections.abc import Callable

import pytest
from django import forms
from django.test import Client

from anhuai.kernel.text import TurnedText, refuse_turned
from anhuai.platform.models import Account
from anhuai.platform.posting import OnceForm

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("hidden", TURNING)
def test_each_is_refused(hidden: str) -> None:
    with pytest.raises(TurnedText, match="改变书写方向"):
        refuse_turned(f"王{hidden}秀英")


@pytest.mark.parametrize(
    "text", ["王秀英", "阿依古丽·买买提", "3号楼\n二单元", "\u0645\u062d\u0645\u062f", "\U0001f600"]
)
def test_other_texts_pass(text: str) -> None:
    assert refuse_turned(text) == text


def test_every_form_says_it_beside_the_field() -> None:
    class Sample(OnceForm):
        title = forms.CharField()
        count = forms.IntegerField()

    form = Sample({"title": "发票\u202excod.exe", "count": "3", "token": str(uuid.uuid4())})
    assert not form.is_valid()
    assert "改变书写方向" in str(form.errors["title"])
    assert Sample({"title": "发票", "count": "3"}).is_valid()


@pytest.mark.django_db
def test_an_accounts_name_cannot_be_turned(linze: str, signed_in: Callable[..., Client]) -> None:
    browser = signed_in("county_administrator", division=linze)
    sent = browser.post("/accounts/new", {
        "username": "zhangsan", "name": "张\u202e三", "password": "correct horse battery 9",
        "role": "county_officer", "division": linze, "token": str(uuid.uuid4()),
    })  # fmt: skip
    assert sent.status_code == 200
    assert "改变书写方向" in sent.content.decode()
    assert not Account.objects.filter(username="zhangsan").exists()
