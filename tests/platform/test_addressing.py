"""Addresses are those of Django's `reverse`."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from anhuai.platform.addressing import address


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("people:person", (7,)), ("benefits:why", (700000000, "old_age")),
        ("benefits:item", ("700000000",)), ("benefits:owed", ()),
    ],
)  # fmt: skip
def test_an_address_is_that_of_reverse(name: str, values: tuple[object, ...]) -> None:
    assert address(name, *values) == reverse(name, args=values)


@pytest.mark.parametrize(("name", "values"), [
    ("people:person", ("",)), ("people:person", (-1,)), ("people:person", ("7a",)),
    ("benefits:why", (7,)), ("nowhere:at_all", (7,)), ("benefits:item", ("a/b",)),
])  # fmt: skip
def test_what_has_no_address_is_refused(name: str, values: tuple[object, ...]) -> None:
    with pytest.raises(NoReverseMatch):
        address(name, *values)


def test_every_page_with_plain_values_has_the_address_of_reverse() -> None:
    seen = 0
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            if not isinstance(name, str):
                continue
            for _shape, _pattern, _defaults, converters in resolver.reverse_dict.getlist(name):
                kinds = [type(one).__name__ for one in converters.values()]
                if not kinds or set(kinds) - {"IntConverter", "SlugConverter"}:
                    continue
                values = [3 if kind == "IntConverter" else "some-item" for kind in kinds]
                assert address(f"{space}:{name}", *values) == reverse(
                    f"{space}:{name}", args=values
                )
                seen += 1
    assert seen > 200
