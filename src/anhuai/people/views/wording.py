"""How people's codes and facts read on a page."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.kernel.months import age_months, age_on
from anhuai.people.catalogue import KINDS
from anhuai.people.rules import codes
from anhuai.platform.listing import badge
from anhuai.platform.words import is_english

INFANT = 3


def code_title(of: codes.CodeList, code: str) -> str:
    """Return a code's name in the language of the page, "" for none."""
    return of.title_of(code, english=is_english()) if code else ""


def sex(code: str) -> str:
    """Return a sex in words."""
    return code_title(codes.SEX, code)


def age(born: date, died: date | None, on: date) -> str:
    """Return an age: in months under three, in years from then on; at death for the dead."""
    return ages(on)(born, died)


def ages(on: date) -> Callable[[date, date | None], str]:
    """Return `age` for many people: its words are looked up once."""
    in_months, in_years = _("%(months)s 个月"), _("%(years)s 岁")

    def said(born: date, died: date | None) -> str:
        at = died or on
        if at < born:
            return ""
        years = age_on(born, at)
        if years < INFANT:
            return in_months % {"months": age_months(born, at)}
        return in_years % {"years": years}

    return said


def tag(code: str, kind: str, grade: str) -> SafeString:
    """Return a circumstance as a badge."""
    return _tag(code, kind, grade, is_english())


@lru_cache(maxsize=1024)
def _tag(code: str, kind: str, grade: str, english: bool) -> SafeString:  # noqa: FBT001
    definition = KINDS.get(code)
    if definition is None:
        return badge(code, "grey")
    return badge(definition.label(grade, kind, english=english), definition.group.colour)


def tags(rows: Iterable[tuple[str, str, str]]) -> SafeString:
    """Return circumstances as badges beside each other."""
    english = is_english()
    return SafeString(" ".join([_tag(*row, english) for row in rows]))


def state(died: date | None, left: date | None) -> SafeString | str:
    """Return the badge of somebody dead or gone, "" for the rest."""
    if died is not None:
        return badge(_("已故"), "grey")
    return badge(_("已迁出"), "yellow") if left is not None else ""


def relation(code: str) -> str:
    """Return a relation to the head in words."""
    return code_title(codes.RELATION, code)


def person_link(person: int, name: str, *, reached: bool) -> SafeString | str:
    """Return a name, linked where the actor may open the file."""
    return format_html('<a href="/people/{}/">{}</a>', person, name) if reached else name


def url_of(person: int) -> str:
    """Return a person's page."""
    return f"/people/{person}/"


def household_url(household: int) -> str:
    """Return a household's page."""
    return f"/people/households/{household}/"
