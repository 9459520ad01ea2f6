"""Care rounds: begun from a list, called one by one; an answer or a silence may open a case."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.desk import queries
from anhuai.desk.actions.helping import called_for_help
from anhuai.desk.catalogue import CARE_LISTS, SCRIPTS
from anhuai.desk.models import CareCall, CareRound
from anhuai.desk.rules.caring import TO_CALL, BadCare, CareState, alarms_in, judged
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points

CALLS, MANAGE = Permit.DESK_CALLS, Permit.DESK_MANAGE
UNREACHED_SEVERITY = 2


@action(permit=MANAGE, title=_("启动关爱电话"), logs=("code", "division"), subject="care_round")
def start_round(actor: Actor, *, code: str, division: str) -> CareRound:
    """Begin a round: everybody its definition names today is put on the list."""
    if code not in CARE_LISTS:
        raise BadCare("list", "请选择名单。", "Choose a list.", field="code")
    if not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)
    if CareRound.objects.filter(code=code, division=division, ended_on=None).exists():
        raise BadCare(
            "running", "这个地区的这份名单正在拨打，请先结束上一轮。",
            "This list runs here already: end that round first.", field="code",
        )  # fmt: skip
    return _round(actor, code, division, by=actor.name)


def _round(
    actor: Actor, code: str, division: str, *, by: str, is_warned: bool = False
) -> CareRound:
    today = clock.today()
    made = CareRound.objects.create(
        code=code, division=division, began_on=today, by=by, is_warned=is_warned
    )
    found = queries.chosen(actor, code=code, division=division, on=today)
    if is_warned:  # nobody is called twice for the same weather
        same = CareCall.objects.filter(round__code=code, round__ended_on=None)
        there = set(same.values_list("person", flat=True))
        found = [one for one in found if one[0] not in there]
    CareCall.objects.bulk_create(
        CareCall(round=made, person_id=person, division=where, state=CareState.WAITING)
        for person, where in found
    )
    return made


def listed_round(actor: Actor, *, code: str, division: str, by: str) -> CareRound:
    """Return the round of a list that calls a place now, begun by a warning where there is none."""
    running = CareRound.objects.filter(code=code, ended_on=None).order_by("division")
    for one in running:
        if division.startswith(one.division):
            return one
    try:
        with transaction.atomic():
            return _round(actor, code, division, by=by, is_warned=True)
    except IntegrityError:  # another warning began it at this instant
        return CareRound.objects.get(code=code, division=division, ended_on=None)


def put_on_lists(code: str, person: int, division: str) -> None:
    """Put somebody on every running round of a list that calls their place."""
    for one in CareRound.objects.filter(code=code, ended_on=None):
        if division.startswith(one.division):
            CareCall.objects.get_or_create(
                round=one, person_id=person,
                defaults={"division": division, "state": CareState.WAITING},
            )  # fmt: skip


@action(
    permit=MANAGE, title=_("加入关爱名单"), logs=("round_id", "person"), subject="care_call"
)  # fmt: skip
def add_to_round(actor: Actor, *, round_id: int, person: int) -> CareCall:
    """Put somebody on a round by hand; whoever is on it already stays as they are."""
    found = queries.care_round(actor, round_id)
    if found.ended_on is not None:
        raise BadCare("state", "这一轮已经结束。", "This round has ended.")
    one = people.person_in_scope(actor, person)
    made, _new = CareCall.objects.get_or_create(
        round=found, person_id=one.pk,
        defaults={"division": one.division, "state": CareState.WAITING},
    )  # fmt: skip
    return made


@action(permit=MANAGE, title=_("结束关爱电话"), logs=("round_id",), subject="care_round")
def end_round(actor: Actor, *, round_id: int) -> CareRound:
    """End a round; whoever was not called is shown as such."""
    queries.care_round(actor, round_id)
    found = CareRound.objects.select_for_update().get(pk=round_id)
    if found.ended_on is None:
        found.ended_on = clock.today()
        found.save(update_fields=["ended_on"])
    return found


def _open(actor: Actor, care_id: int) -> CareCall:
    queries.care_call(actor, care_id)
    found = CareCall.objects.select_for_update(of=("self",)).select_related("round").get(pk=care_id)
    if CareState(found.state) not in TO_CALL or found.round.ended_on is not None:
        raise BadCare("state", "这个人已有结果，请刷新。", "This one has a result; refresh.")
    return found


def _tried(actor: Actor, found: CareCall, state: CareState) -> None:
    found.state, found.attempts = state, found.attempts + 1
    found.last_at, found.officer = clock.now(), actor.name
    found.version += 1
    found.save()


@action(permit=CALLS, title=_("关爱电话未接通"), logs=("care_id",), subject="care_call")
def not_reached(actor: Actor, *, care_id: int, note: str = "") -> CareCall:
    """Note a try; after as many as the setting allows a case sends somebody to look."""
    found = _open(actor, care_id)
    found.note = normalise(note)[:300]
    most = parameters.value("desk.care_attempts", on=clock.today())
    if found.attempts + 1 < most:
        _tried(actor, found, CareState.TRIED)
        return found
    _tried(actor, found, CareState.UNREACHED)
    says = said("关爱电话 %(times)s 次未接通，请上门看看") % {"times": found.attempts}
    _raise(actor, found, says, UNREACHED_SEVERITY)
    return found


def _raise(actor: Actor, found: CareCall, says: str, severity: int) -> None:
    case = called_for_help(
        actor, origin=f"desk.care:{found.pk}", says=says, severity=severity,
        person=found.person_id, division=found.division,
    )  # fmt: skip
    CareCall.objects.filter(pk=found.pk).update(case=case, severity=severity)
    found.case, found.severity = case, severity


@action(permit=CALLS, title=_("登记关爱电话"), logs=("care_id",), subject="care_call")
def record_answers(
    actor: Actor, *, care_id: int, answers: Mapping[str, str], note: str = ""
) -> CareCall:
    """Write the answers; the gravest that is an alarm opens a case on the live board."""
    found = _open(actor, care_id)
    script = SCRIPTS[CARE_LISTS[found.round.code].script]
    severity = judged(script, answers)
    asked = {question.code for question in script.questions}
    found.answers = {key: value for key, value in answers.items() if key in asked}
    found.note = normalise(note)[:300]
    _tried(actor, found, CareState.REACHED)
    if severity:
        told = "；".join(zh for zh, _en in alarms_in(script, answers))
        _raise(actor, found, f"{told} {found.note}".strip(), severity)
    return found


@action(permit=CALLS, title=_("跳过关爱电话"), logs=("care_id",), subject="care_call")
def skip(actor: Actor, *, care_id: int, note: str) -> CareCall:
    """Leave somebody out, saying why: in hospital, with the children."""
    if not normalise(note):
        raise BadCare("answers", "请写不必拨打的原因。", "Say why.", field="note")
    found = _open(actor, care_id)
    changed = CareCall.objects.filter(pk=found.pk).update(
        state=CareState.SKIPPED, note=normalise(note)[:300], officer=actor.name,
        last_at=clock.now(), version=F("version") + 1,
    )  # fmt: skip
    assert changed == 1  # noqa: S101 - the row is locked
    found.refresh_from_db()
    return found


declare_placed(
    Placed("desk.careround.division", _("关爱电话"), How.NOW, CareRound.objects.all),
    Placed("desk.carecall.division", _("关爱电话对象"), How.NOW, CareCall.objects.all),
)


def _one_line_a_round(kept: int, gone: int) -> None:
    """Where both files stand on a round keep one line: the one that tells more, tries added."""
    both = CareCall.objects.filter(person=gone, round__calls__person=kept)
    for other in both.select_for_update(of=("self",)):
        own = CareCall.objects.select_for_update().get(round=other.round_id, person=kept)
        keep, drop = (own, other) if own.attempts >= other.attempts else (other, own)
        CareCall.objects.filter(pk=keep.pk).update(attempts=own.attempts + other.attempts)
        drop.delete()


declare_points(
    Points("desk.carecall.person", _("关爱电话"), CareCall.objects.all, settle=_one_line_a_round)
)
