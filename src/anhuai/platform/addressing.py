"""Addresses of pages by their names, written once a shape: Django works each out anew."""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

_PLAIN = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)  # what no address needs to quote


def address(name: str, *values: object) -> str:
    """Return the address of a page, as Django's `reverse`; raises `NoReverseMatch` as it does."""
    if not values or not all(_is_plain(one) for one in values):
        return reverse(name, args=values)
    kinds = tuple(type(one) for one in values)
    pieces = _shape(settings.ROOT_URLCONF, get_script_prefix(), name, kinds)
    if pieces is None:
        return reverse(name, args=values)
    return "".join(f"{piece}{value}" for piece, value in zip(pieces, (*values, ""), strict=True))


def _is_plain(value: object) -> bool:
    if type(value) is int:
        return value >= 0
    return type(value) is str and _PLAIN.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def _shape(_urls: str, _prefix: str, name: str, kinds: tuple[type, ...]) -> tuple[str, ...] | None:
    """Return what stands around the values of an address, found by values of our own.

    None where a page takes only certain texts: it is asked each time.
    """
    marks = [7 * 10**8 + at if kind is int else f"qzqz{at}" for at, kind in enumerate(kinds)]
    try:
        found = reverse(name, args=marks)
    except NoReverseMatch:
        return None
    pieces = re.split("|".join(map(str, marks)), found)
    return tuple(pieces) if len(pieces) == len(kinds) + 1 else None
