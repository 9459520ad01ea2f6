"""Calls: who is calling, who answered, how it was wrapped up, and what it led to."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.cases.queries import Case
from anhuai.desk import queries
from anhuai.desk.actions.helping import called_for_help
from anhuai.desk.catalogue import WRAP_UPS
from anhuai.desk.models import Call, Extension
from anhuai.desk.rules.calls import LIVE, BadCall, CallState, Direction, KnownAs
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.people.rules.facts import read_phone
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.sealing import blind_index, seal, unseal

CALLS = Permit.DESK_CALLS
LONGEST_EXTENSION = 12


def _number(text: str, *, is_typed: bool) -> str:
    """Return a number as it is kept; what an exchange reports may be anything, or nothing."""
    try:
        return read_phone(text)
    except ValueError:
        if is_typed:
            raise
    return "".join(c for c in text if c.isdigit())[:20]


def _known(actor: Actor, number: str) -> dict[str, Any]:
    """Return as what a number is known: the person's own before a contact's, alone of its kind."""
    found = people.callers(actor, number, on=clock.today())
    own = [one for one in found if not one.contact]
    if len(own) == 1:
        one, known = own[0], KnownAs.ELDER
    elif len(found) == 1:
        one, known = found[0], KnownAs.KIN
    else:
        return {"division": _own_area(actor)}  # nobody, or a shared telephone: the officer asks
    return {
        "person_id": one.person, "known_as": str(known), "caller": one.contact or one.name,
        "division": one.division or _own_area(actor),
    }  # fmt: skip


def _own_area(actor: Actor) -> str:
    """Return where a call of nobody known belongs: the served area, or the officer's part of it."""
    scope = actor.scope(CALLS)
    return county.code() if scope.covers(county.code()) else scope.divisions[0]


def _begun(
    actor: Actor, number: str, direction: Direction, state: CallState, **fields: Any
) -> Call:
    now = clock.now()
    known = _known(actor, number) | {k: v for k, v in fields.items() if v is not None}
    return Call.objects.create(
        direction=direction, state=state, phone_sealed=seal(number),
        phone_index=blind_index(number, of="phone"), began_at=now,
        answered_at=now if state is CallState.TALKING else None, **known,
    )  # fmt: skip


# from the exchange ------------------------------------------------------------------------------


@action(permit=CALLS, title=_("来电振铃"), subject="call")
def ring(actor: Actor, *, line: str, phone: str) -> Call:
    """Write a call that rings; the exchange may tell of it as often as it likes."""
    known = Call.objects.filter(line=line).first()
    if known is not None:
        return known
    number = _number(phone, is_typed=False)
    return _begun(actor, number, Direction.IN, CallState.RINGING, line=line)


@action(permit=CALLS, title=_("话机接听"), subject="call")
def answered(actor: Actor, *, line: str, extension: str) -> Call | None:
    """Note which telephone answered a call; an unknown line or one that ended stays as it is."""
    del actor
    found = Call.objects.select_for_update().filter(line=line).first()
    if found is None or CallState(found.state) is not CallState.RINGING:
        return found
    sits = Extension.objects.filter(number=extension).select_related("account").first()
    found.state, found.answered_at, found.extension = CallState.TALKING, clock.now(), extension
    if sits is not None:
        found.account_id, found.officer = sits.account_id, sits.account.name
    found.version += 1
    found.save()
    return found


@action(permit=CALLS, title=_("通话结束"), subject="call")
def hung_up(actor: Actor, *, line: str) -> Call | None:
    """Note that a line ended: a call nobody answered was missed."""
    del actor
    found = Call.objects.select_for_update().filter(line=line).first()
    return found if found is None else _ended(found)


def _ended(found: Call) -> Call:
    if CallState(found.state) not in LIVE:
        return found
    missed = found.answered_at is None
    found.state = CallState.MISSED if missed else CallState.ENDED
    found.ended_at, found.version = clock.now(), found.version + 1
    found.save(update_fields=["state", "ended_at", "version"])
    return found


@action(permit=CALLS, title=_("核对在线通话"), subject="call")
def reconcile(actor: Actor, *, lines: list[str]) -> int:
    """End what the exchange no longer knows, after it or its link was away; returns how many."""
    del actor
    live = Call.objects.filter(state__in=["ringing", "talking"]).exclude(line="")
    gone = list(live.exclude(line__in=lines).select_for_update())
    for one in gone:
        _ended(one)
    return len(gone)


@action(permit=CALLS, title=_("话机拨出"), logs=("call_id",), subject="call")
def dialled(actor: Actor, *, call_id: int, line: str) -> Call:
    """Note the line on which the exchange dials what an officer asked for; once."""
    del actor
    changed = Call.objects.filter(pk=call_id, state=CallState.ASKED).update(
        line=line, state=CallState.RINGING, began_at=clock.now(), version=F("version") + 1
    )
    if not changed:
        raise BadCall("line", "这次拨打已经处理。", "This was dialled already.")
    return Call.objects.get(pk=call_id)


# by officers ------------------------------------------------------------------------------------


@action(permit=CALLS, title=_("登记座席话机"), subject="extension")
def sit_at(actor: Actor, *, number: str) -> Extension | None:
    """Say at which telephone one sits; "" for none. Whoever sat there before no longer does."""
    typed = normalise(number)
    if typed and not (typed.isascii() and typed.isalnum() and len(typed) <= LONGEST_EXTENSION):
        raise BadCall(
            "extension", "话机号是 12 位以内的数字或字母，如 8001。",
            "An extension is up to 12 digits or letters, as 8001.", field="number",
        )  # fmt: skip
    Extension.objects.filter(number=typed).delete()
    Extension.objects.filter(account=actor.account or 0).delete()
    if not typed or actor.account is None:
        return None
    return Extension.objects.create(account_id=actor.account, number=typed)


def _own(actor: Actor, call_id: int) -> Call:
    queries.call(actor, call_id)
    return Call.objects.select_for_update().get(pk=call_id)


@action(permit=CALLS, title=_("接听来电"), logs=("call_id",), subject="call")
def pick_up(actor: Actor, *, call_id: int) -> Call:
    """Take a ringing call: exactly one officer does; the other is told who has it."""
    found = _own(actor, call_id)
    if CallState(found.state) is not CallState.RINGING:
        by = f"，由{found.officer}接听" if found.officer else ""
        raise BadCall(
            "state", f"这个来电已不在振铃{by}。", "This call no longer rings.",
        )  # fmt: skip
    found.state, found.answered_at = CallState.TALKING, clock.now()
    found.account_id, found.officer = actor.account, actor.name
    found.extension = queries.extension_of(actor.account)
    found.version += 1
    found.save()
    return found


@action(permit=CALLS, title=_("登记来电"), logs=("person",), subject="call")
def log_call(actor: Actor, *, phone: str, person: int | None = None, caller: str = "") -> Call:
    """Write a call that no exchange reported; the officer is talking on it now."""
    number = _number(phone, is_typed=True)
    fields: dict[str, Any] = {"caller": normalise(caller)[:64] or None}
    if not number and not fields["caller"] and person is None:
        raise BadCall(
            "phone", "请填来电号码；没有号码的，写明是谁打来的。",
            "Enter the number; where there is none, say who calls.", field="phone",
        )  # fmt: skip
    if person is not None:
        one = people.person_in_scope(actor, person)
        known = KnownAs.KIN if fields["caller"] else KnownAs.ELDER
        fields = {"caller": fields["caller"] or one.name, "known_as": str(known)}
        fields |= _of_person(actor, person)
    return _begun(
        actor, number, Direction.IN, CallState.TALKING, account_id=actor.account,
        officer=actor.name, **fields,
    )  # fmt: skip


def _of_person(actor: Actor, person: int) -> dict[str, Any]:
    one = people.person_in_scope(actor, person)
    return {"person_id": one.pk, "division": one.division or _own_area(actor)}


@action(permit=CALLS, title=_("拨打电话"), logs=("person", "call_id"), subject="call")
def dial(
    actor: Actor, *, person: int | None = None, call_id: int | None = None, phone: str = ""
) -> Call:
    """Call a person, or back whoever called, or a number; the exchange dials at one's telephone.

    Who sits at no telephone dials by hand, and the call counts as begun.
    """
    fields: dict[str, Any] = {}
    if call_id is not None:
        seen = queries.call(actor, call_id)
        number = unseal(seen.phone_sealed)
        fields = {"person_id": seen.person_id, "ticket_id": seen.ticket_id,
                  "caller": seen.caller, "division": seen.division}  # fmt: skip
    elif person is not None:
        one = people.person_in_scope(actor, person)
        number = unseal(one.phone_sealed)
        fields = _of_person(actor, person) | {"caller": one.name, "known_as": str(KnownAs.ELDER)}
    else:
        number = _number(phone, is_typed=True)
    if not number:
        raise BadCall("phone", "没有登记电话号码。", "There is no number on record.", field="phone")
    sits = queries.extension_of(actor.account)
    state = CallState.ASKED if sits else CallState.TALKING
    return _begun(
        actor, number, Direction.OUT, state, account_id=actor.account, officer=actor.name,
        extension=sits, **fields,
    )  # fmt: skip


@action(permit=CALLS, title=_("确认来电人"), logs=("call_id", "person"), subject="call")
def identify(actor: Actor, *, call_id: int, person: int, caller: str = "") -> Call:
    """Say about whom a call is, and who is calling where it is not that person."""
    found = _own(actor, call_id)
    one = people.person_in_scope(actor, person)
    named = normalise(caller)[:64]
    found.person_id, found.division = one.pk, one.division or found.division
    found.known_as = str(KnownAs.KIN if named and named != one.name else KnownAs.ELDER)
    found.caller, found.version = named or one.name, found.version + 1
    found.save(update_fields=["person", "division", "known_as", "caller", "version"])
    return found


@action(permit=CALLS, title=_("通话小结"), logs=("call_id", "code"), subject="call")
def wrap_up(actor: Actor, *, call_id: int, code: str, note: str = "") -> Call:
    """Say what became of a call, and end it where no exchange has."""
    found = _own(actor, call_id)
    definition = WRAP_UPS.get(code)
    if definition is None or not definition.is_for(Direction(found.direction)):
        raise BadCall("wrap_up", "请选择一项小结。", "Choose how it was wrapped up.", field="code")
    if CallState(found.state) is CallState.RINGING:
        raise BadCall("state", "请先接听再小结。", "Take the call first.")
    _ended(found)
    found.wrap_up, found.note = code, normalise(note)[:500]
    found.version += 1
    found.save(update_fields=["wrap_up", "note", "version"])
    return found


@action(permit=CALLS, title=_("通话转呼叫处置"), logs=("call_id", "severity"), subject="case")
def call_for_help(
    actor: Actor, *, call_id: int, says: str, severity: int = 1, takes: bool = True
) -> Case:
    """Open a call for help on the live board; the officer holds it, or leaves it to the desk."""
    found = _own(actor, call_id)
    case = called_for_help(
        actor, origin=f"desk.call:{found.pk}", says=says, severity=severity,
        person=found.person_id, division=found.division, spot=found.caller,
    )  # fmt: skip
    Call.objects.filter(pk=found.pk).update(case=case, version=F("version") + 1)
    if takes and actor.may(Permit.CASES_HANDLE) and case.state in ("raised", "shown"):
        cases.acknowledge(actor, case_id=case.pk)
    return case


@action(permit=Permit.PEOPLE_REVEAL, title=_("查看完整来电号码"), logs=("call_id",), subject="call")
def reveal_number(actor: Actor, *, call_id: int, reason: str) -> "Revealed":
    """Show a number in full once, for a reason."""
    if not normalise(reason):
        raise BadCall("reason", "请写查看原因。", "Say why.", field="reason")
    found = queries.call(actor, call_id)
    return Revealed(found.pk, unseal(found.phone_sealed))


class Revealed:
    """A number in full, and whose call it is."""

    def __init__(self, pk: int, number: str) -> None:
        self.pk, self.number = pk, number


declare_placed(
    Placed("desk.call.division", _("通话"), How.NOW, Call.objects.all,
           listing="/desk/calls/?division={code}", permit=CALLS)
)  # fmt: skip
declare_points(Points("desk.call.person", _("通话"), Call.objects.all))
