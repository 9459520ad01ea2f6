"""Keyset pages: every row once, in order, whatever is between; broken cursors begin again."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from anhuai.platform import listing
from anhuai.platform.listing import BadCursor, Column, Walk, window
from anhuai.platform.models import Account, RoleHolding


def page_through(order: list[str], size: int, walk: Walk | None = None) -> list[int]:
    seen: list[int] = []
    after = ""
    while True:
        part = walk(after) if walk else window(
            Account.objects.all(), fields=("pk", "name"), order=order, after=after, size=size
        )  # fmt: skip
        seen += part.ids
        after = part.next
        if not after:
            return seen


@pytest.mark.parametrize("order", [["name"], ["-name"], ["name", "username"], ["pk"], ["-pk"]])
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_paging_gives_every_row_once_and_in_order(db: None, order: list[str], size: int) -> None:
    for n in range(20):
        Account.objects.create(username=f"u{n:02}", name="同名" if n % 3 else f"名{n}")
    down = order[0].startswith("-")
    names = [o.lstrip("-") for o in order]
    expected = list(
        Account.objects.order_by(*[f"-{n}" if down else n for n in [*names, "pk"]]).values_list(
            "pk", flat=True
        )
    )
    assert page_through(order, size) == expected
    walk = Walk(Account.objects.all, fields=("pk", "name"), order=order, size=size)
    assert page_through(order, size, walk) == expected


def test_a_walk_refuses_a_cursor_that_was_changed(db: None) -> None:
    walk = Walk(RoleHolding.objects.all, fields=("pk",), order=["since"])
    for values in (["no day", 1], ["2026-01-01", "no number"], ["2026-01-01", [1]], ["2026-01-01"]):
        with pytest.raises(BadCursor):
            walk(listing.encode_cursor(values))


@given(st.lists(st.one_of(st.integers(), st.text()), min_size=1, max_size=4))
def test_a_cursor_comes_back_as_it_went(values: list[object]) -> None:
    assert listing.decode_cursor(listing.encode_cursor(values), len(values)) == values


@given(st.text())
def test_any_broken_cursor_is_refused_clearly(text: str) -> None:
    with pytest.raises(BadCursor):
        listing.decode_cursor(text, 5)


def test_order_is_taken_from_the_address_only_where_a_column_allows() -> None:
    columns = (Column("name", "姓名", ("pinyin",)), Column("phone", "电话"))
    asked = RequestFactory().get("/?sort=-name")
    assert listing.order_of(asked, columns, ["pk"]) == (["-pinyin"], "-name")
    for bad in ("phone", "password", "name; drop table"):
        request = RequestFactory().get("/", {"sort": bad})
        assert listing.order_of(request, columns, ["pk"]) == (["pk"], "")


def test_cells_escape_what_people_typed() -> None:
    assert "<script>" not in listing.link("/x", "<script>")
    assert "<b>" not in listing.badge("<b>")
