"""The page that carries what a year left into the next."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.funds import actions, queries
from anhuai.funds.forms import CarryForm
from anhuai.funds.rules.books import Pot
from anhuai.funds.views.words import fund_title, money, purpose_title
from anhuai.kernel.money import Fen
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


def _called(pot: Pot, amount: Fen) -> str:
    place = places.name_of(pot.division) if pot.division else ""
    parts = (fund_title(pot.fund), place, purpose_title(pot.purpose))
    return _("%(pot)s：余额 %(amount)s 元") % {
        "pot": " · ".join(part for part in parts if part), "amount": money(amount),
    }  # fmt: skip


def _key(pot: Pot) -> str:
    return f"{pot.fund}|{pot.purpose}|{pot.division}"


@page(Permit.FUNDS_MANAGE)
def carry(request: ActorRequest) -> HttpResponse:
    """Carry what last year's budgets have left into this year."""
    year = clock.today().year - 1
    left = {_key(one[0]): one for one in queries.left_over(request.actor, year=year)}
    form = CarryForm(
        request.POST or None, pots=[(key, _called(*one)) for key, one in left.items()],
        initial={"on": clock.today(), "pots": list(left)},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.carry_over(
            request.actor, year=year, pots=[left[key][0] for key in data["pots"]],
            on=data["on"], document=data["document"],
        )  # fmt: skip
        return reverse("funds:entry", args=[made.pk])

    none = _("%(year)s 年的预算没有余额可以结转。") % {"year": year}
    some = _("把 %(year)s 年剩余的预算转入下一年；已承诺未支付的仍留在原年度，指定用途不变。")
    return asked(
        request, form, perform, title=_("结转预算余额"), back=reverse("funds:overview"),
        more={"hint": some % {"year": year} if left else none},
    )  # fmt: skip
