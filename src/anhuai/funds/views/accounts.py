"""A person's account: granted hours, vouchers and money, with every movement in double entry."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anhuai.funds import queries
from anhuai.funds.rules.books import Book, Unit
from anhuai.funds.views.words import money
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word


def _units(unit: str, amount: int) -> str:
    if unit == Unit.FEN.value:
        return _("%(yuan)s 元") % {"yuan": money(amount)}
    return f"{amount:,} {word(Unit(unit))}"


@page(Permit.FUNDS_PERSON)
def account(request: ActorRequest, person_id: int) -> HttpResponse:
    """What a person was granted, holds and used: for officers, and for the family itself."""
    found = queries.person_account(request.actor, person=person_id)
    titles = queries.scheme_titles(found.person)
    context = {
        "title": _("个人账户：%(name)s") % {"name": found.name},
        "back_url": f"/people/{person_id}/",
        "facts": [
            (titles.get(scheme, scheme), _units(unit, amount))
            for scheme, unit, amount in found.held
        ],
        "movements": [
            (
                f"{one.on:%Y-%m-%d}", one.says, titles.get(one.scheme, one.scheme),
                word(Book(one.source)), word(Book(one.target)), _units(one.unit, one.amount),
                _units(one.unit, one.left),
            )
            for one in found.movements
        ],
    }  # fmt: skip
    return render(request, "funds/account.html", context)
