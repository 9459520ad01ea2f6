"""The template tags of the page kit."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from anhuai.platform.listing import Filter
from anhuai.platform.templatetags import anhuai as tags
from anhuai.platform.templatetags import figures

ROOT = Path(__file__).resolve().parents[2]
ICONS = json.loads((ROOT / "frontend/src/icons.json").read_text())


def drawn(source: str, **context: object) -> str:
    return Template("{% load anhuai %}" + source).render(Context(context))


@pytest.fixture
def built(tmp_path, settings):
    settings.FRONTEND = tmp_path
    tags._read_manifest.cache_clear()
    yield tmp_path
    tags._read_manifest.cache_clear()


def test_an_asset_has_the_hashed_name_of_the_manifest(built):
    (built / "manifest.json").write_text('{"app.css": "app-1234ABCD.css"}')
    assert drawn("{% asset 'app.css' %}") == "/static/app-1234ABCD.css"


def test_without_a_build_an_asset_keeps_its_plain_name(built):
    assert drawn("{% asset 'app.css' %}") == "/static/app.css"


def test_an_icon_points_into_the_sprite_and_is_hidden_from_readers(built):
    (built / "manifest.json").write_text('{"icons.svg": "icons-1.svg"}')
    html = drawn("{% icon 'users' %}")
    assert 'href="/static/icons-1.svg#users"' in html
    assert 'aria-hidden="true"' in html


def test_every_icon_that_a_template_or_menu_names_is_drawn():
    named = set()
    for file in (ROOT / "src/anhuai").rglob("*.html"):
        named |= set(re.findall(r"{% icon ['\"]([\w-]+)['\"] %}", file.read_text()))
    for file in (ROOT / "src/anhuai").rglob("*.py"):
        named |= set(re.findall(r"Menu\([^,]+,\s*\"([\w-]+)\"", file.read_text()))
    assert named
    assert named - set(ICONS) == set()


def bar(name: str, *, path: str = "/", token: str = "t", unread: int = 0) -> str:
    shell = {"actor_name": name, "actor_role": "经办", "unread": unread}
    request = RequestFactory().get(path)
    return drawn("{% top %}", shell=shell, request=request, csrf_token=token)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("王一", "王"),
        ("（虚构）李家长", "李"),
        ("(demo) Ann", "A"),
        ("12349", "1"),
        ("（）", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_marked_by_its_first_letter(name: str, mark: str) -> None:
    assert tags.mark_of(name) == mark


def test_the_bar_above_is_each_ones_own():
    for _again in range(2):
        first, other = (
            bar("王一", token="aaa", path="/a/?q=<x>"),
            bar("李二", token="bbb", unread=3),
        )
        assert "王一" in first
        assert "李二" not in first
        assert 'value="aaa"' in first
        assert "李二" in other
        assert "王一" not in other
        assert 'value="bbb"' in other
        assert 'value="/a/?q=%3Cx%3E"' in first
        assert "%3C" not in other
        assert "3 条未读" in other
        assert "未读" not in first
    assert "<script>" not in bar("<script>")
    assert "5 条未读" in bar("李二", unread=5)


def test_filters_are_drawn_for_what_they_hold_and_as_plain_text():
    def form(value: str, label: str) -> str:
        choices = [("1", label), ("2", "乙")]
        one = Filter("f", "甲", "select", choices, value=value)
        return drawn("{% filter_bar filters '/x/' %}", filters=[one])

    assert '<option value="2" selected>' in form("2", "丙")
    assert '<option value="2" selected>' not in form("1", "丙")
    assert "&lt;b&gt;" in form("1", SafeString("<b>"))
    assert "&lt;b&gt;" in form("1", "<b>")


def test_words_without_values_are_settled_a_language_and_nothing_else_is():
    page = "{% translate '帮助' %} {% url 'platform:search' %} {% translate word %}"
    with translation.override("zh-hans"):
        assert drawn(page, word="消息") == "帮助 /search 消息"
        assert drawn(page, word="帮助") == "帮助 /search 帮助"
    template = Template("{% load i18n anhuai %}{% translate '帮助' %}|{% translate word %}")
    said = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said.append(template.render(Context({"word": "消息"})))
    assert said[0] == said[2] == "帮助|消息"
    assert said[1] == "Help|Messages" or "帮助" not in said[1]


def table(*rows: tuple[object, ...]) -> SimpleNamespace:
    columns = [("name", "姓名", "", "", ""), ("sum", "月补贴", "", "", "num")]
    return SimpleNamespace(columns=columns, rows=rows)


def test_rows_name_their_column_for_the_card_view():
    html = tags.rows(table(("赵武", "80.00")))
    assert html == (
        '<tr><th scope="row">赵武</th><td class="num" data-label="月补贴">80.00</td></tr>'
    )


def test_rows_escape_what_is_not_safe_and_keep_what_is():
    html = tags.rows(table(("<script>", SafeString("<b>1</b>"))))
    assert "&lt;script&gt;" in html
    assert "<b>1</b>" in html


def test_a_row_of_the_wrong_width_is_refused():
    with pytest.raises(ValueError, match="zip"):
        tags.rows(table(("赵武",)))


class Sample(forms.Form):
    name = forms.CharField(label="姓名", help_text="与证件一致")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="同意")


def field_html(form: forms.Form, name: str) -> str:
    return render_to_string("platform/_field.html", {"field": form[name]})


def test_a_field_ties_label_hint_and_error_to_its_control():
    html = field_html(Sample({}), "name")
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "is-invalid" in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = field_html(Sample(), "kind")
    assert "<fieldset" in html
    assert "<legend>类别" in html
    assert 'class="form-' not in html


def test_the_error_list_links_to_each_field():
    html = render_to_string("platform/_form.html", {"form": Sample({})})
    assert 'href="#id_name"' in html
    assert 'role="alert"' in html


def test_a_chart_carries_its_data_as_json_and_as_a_table():
    data = {"title": "每月", "unit": "次", "labels": ["一月"], "series": [
        {"name": "</script>", "values": [None]}]}  # fmt: skip
    html = drawn("{% chart 'c' data 'line' 'sm' %}", data=data)
    assert 'data-chart="line" data-source="c-data"' in html
    assert "</script></th>" not in html
    assert "&lt;/script&gt; (次)" in html
    assert "<td>—</td>" in html


def test_a_trend_of_fewer_than_two_values_draws_nothing():
    assert figures.spark([None, 3], title="x") == ""


def test_a_missing_value_leaves_a_gap_in_the_trend():
    path = re.search(r'd="([^"]+)"', figures.spark([1, None, 2], title="x"))
    assert path is not None
    assert path[1].count("M") == 2


@pytest.mark.parametrize(
    ("value", "state", "width"),
    [
        (50, "is-below", "50.0"),
        (100, "is-met", "100.0"),
        (None, "is-none", "0.0"),
        (-1, "is-below", "0.0"),
    ],
)
def test_a_bar_tells_its_state_against_the_target(value, state, width):
    html = figures.bar(value, 100)
    assert state in html
    assert f'meter-fill" width="{width}"' in html


def test_without_a_target_there_is_no_bar():
    assert figures.bar(5, None) == ""


def test_the_query_is_kept_without_cursor_and_empty_parts():
    request = RequestFactory().get("/people/", {"q": "王", "town": "", "after": "x"})
    assert tags.query_without(request, "after") == "q=%E7%8E%8B"


def test_the_500_page_needs_no_context():
    assert "系统出错了" in render_to_string("500.html")
