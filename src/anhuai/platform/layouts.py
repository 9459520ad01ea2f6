"""Which layouts of other systems can be written and taken in, for the page that lists them."""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.functional import lazy

from anhuai.kernel.layouts import Held, Layout
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Give, Register, Take, declare
from anhuai.platform.words import title_of


@dataclass(frozen=True, slots=True)
class Offered:
    """A layout with the register that writes it and takes it in."""

    layout: Layout
    register: Register


_OFFERED: dict[str, Offered] = {}


def offer(
    code: str, layout: Layout, *, take: Take, take_permit: Permit, give: Give, give_permit: Permit
) -> None:
    """Make a layout known: its export has every column, its template those that are taken in."""
    columns = tuple(
        Column(
            one.code, one.head, required=one.required, help=one.source,
            choices=tuple(one.codes.values()),
        )
        for one in layout.fields
        if one.held is Held.BOTH
    )  # fmt: skip
    register = Register(
        code=f"layout-{code}", title=_called(layout), columns=columns, take=take,
        take_permit=take_permit, heads=layout.heads, give=give, give_permit=give_permit,
        list_url=f"/layouts/{code}/",
    )  # fmt: skip
    _OFFERED[code] = Offered(layout, declare(register))


def _title(layout: Layout) -> str:
    return title_of(layout)


_called = lazy(_title, str)  # said in the language of whoever reads


def offered() -> dict[str, Offered]:
    """Return every layout some room offers."""
    import_module(settings.ROOT_URLCONF)
    return _OFFERED
