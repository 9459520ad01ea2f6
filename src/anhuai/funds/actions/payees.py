"""The account somebody is paid into: registered, changed, and shown in full for a reason."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import Payee
from anhuai.funds.queries.persons import payee_of
from anhuai.funds.rules.payees import Relation
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index, blind_indexes, seal, unseal

PAYEES = Permit.FUNDS_PAYEES
_SHORTEST, _LONGEST = 8, 32


class BadPayee(Unfit):
    """An account that cannot be registered; codes: relation, account, name, used, reason."""


def parse_account(text: str) -> str:
    """Return an account or card number without its spaces; raises `BadPayee`."""
    number = "".join(normalise(text).replace("-", "").split())
    if not (number.isascii() and number.isdecimal() and _SHORTEST <= len(number) <= _LONGEST):
        raise BadPayee(
            "account", f"账号应为 {_SHORTEST} 到 {_LONGEST} 位数字，请对照卡面核对。",
            f"An account number has {_SHORTEST} to {_LONGEST} digits: check it against the card.",
            field="account",
        )  # fmt: skip
    return number


@action(permit=PAYEES, title=_("登记发放账户"), logs=("person", "relation"), subject="person")
def set_payee(
    actor: Actor, *, person: int, relation: str, account: str, on: date, holder: str = "",
    bank: str = "",
) -> Payee:  # fmt: skip
    """Register the account a person is paid into from now on; the one before ends and is kept.

    An own account carries the person's own name. Raises `BadPayee` for a number that somebody else
    is paid into as their own: two people's pay must not meet by a slip of the finger.
    """
    found = people.person_in_scope(actor, person, permit=PAYEES)
    if relation not in list(Relation):
        raise BadPayee("relation", "请选择与户主的关系。", "Choose a relation.", field="relation")
    with concerning("holder"):
        own = relation == Relation.OWN
        name = found.name if own else parse_person_name(holder)
    number = parse_account(account)
    taken = Payee.objects.filter(
        account_index__in=blind_indexes(number, of="account"), until=None, relation="own"
    ).exclude(person=found.pk)
    if own and taken.exists():
        raise BadPayee(
            "used", "这个账号已登记为另一人的本人账户，请核对账号。",
            "Somebody else is paid into this account as their own: check the number.",
            field="account",
        )  # fmt: skip
    before = Payee.objects.select_for_update().filter(person=found.pk, until=None)
    for one in before:
        one.until = max(on, one.since)
        one.save(update_fields=["until"])
    return Payee.objects.create(
        person_id=found.pk, holder=name, relation=relation, bank=normalise(bank)[:60],
        account_sealed=seal(number), account_index=blind_index(number, of="account"), since=on,
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revealed:
    """An account number in full; `pk` is the person's."""

    pk: int
    value: str


@action(permit=PAYEES, title=_("查看完整账号"), logs=("person",), subject="person")
def reveal_account(actor: Actor, *, person: int, reason: str) -> Revealed:
    """Show a person's account number in full, for a reason that enters the trail."""
    found = payee_of(actor, person=person, permit=PAYEES)
    if found is None:
        raise NotHere("payee", person)
    if len(reason.strip()) < 2:
        raise BadPayee("reason", "请写明查看原因。", "Say why you need to see it.", field="reason")
    return Revealed(person, unseal(found.account_sealed))
