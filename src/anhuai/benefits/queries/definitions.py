"""Benefits by their codes: their titles and the choices of forms, in the page's language."""

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.rules.definition import Benefit, Form, Who
from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import NotHere
from anhuai.platform.words import is_english, title_of


class BadItem(Unfit):
    """A benefit that cannot be applied for; code: item."""


def benefit(code: str) -> Benefit:
    """Return a defined benefit; raises `NotHere`."""
    if code not in BENEFITS:
        raise NotHere("benefit", code)
    return BENEFITS[code]


def item_of(code: str) -> str:
    """Return the code of a benefit a person or family can apply for here; raises `BadItem`."""
    if code not in BENEFITS or BENEFITS[code].who is Who.INSTITUTION:
        raise BadItem("item", "请从列表中选择待遇。", "Choose a benefit.", field="item")
    if not is_taken_here(code):
        raise BadItem(
            "elsewhere", "这项待遇由其他部门受理和发放，请告知本人到该部门办理。",
            "Another department takes and pays this: tell them to go there.", field="item",
        )  # fmt: skip
    return code


def is_taken_here(code: str) -> bool:
    """Say whether applications for a benefit are dealt with here, not by another department."""
    one = BENEFITS.get(code)
    return one is not None and one.who is not Who.INSTITUTION and one.form is not Form.ELSEWHERE


def amount_text(code: str, amount: int) -> str:
    """Return an amount of a benefit in what it counts, in the page's language.

    Of a benefit no longer defined nobody knows what it counted: the bare number.
    """
    one = BENEFITS.get(code)
    return one.says_amount(amount, english=is_english()) if one else f"{amount}"


def application_choices() -> list[tuple[str, str]]:
    """Return the benefits people and families can apply for here as a form's choices."""
    return [(code, title) for code, title in item_choices() if is_taken_here(code)]


def title_of_item(code: str) -> str:
    """Return a benefit's title; a code no longer defined is its own title."""
    return title_of(BENEFITS[code]) if code in BENEFITS else code


def titles_of(code: str) -> list[str]:
    """Return a benefit's Chinese and English titles, for a notice."""
    one = BENEFITS.get(code)
    return [one.title, one.title_en] if one else [code, code]


def item_choices() -> list[tuple[str, str]]:
    """Return the benefits of people and families as a form's choices."""
    return [
        (code, title_of(one)) for code, one in BENEFITS.items() if one.who is not Who.INSTITUTION
    ]
