"""Filing an application and taking each step of its procedure: one action a step.

Two officers at once are safe: every step names the version it was decided on, and moves the
application only from that version (compare and set).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.benefits import queries
from anhuai.benefits.catalogue.procedures import PROCEDURES, procedure_of
from anhuai.benefits.models import Application, ApplicationStep, Photo
from anhuai.benefits.queries import clocks
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.procedure import CLOSED, State, Step, WrongStep
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import StoredFile
from anhuai.platform.notices.telling import tell, tell_holders
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

APPLY, HANDLE, CONFIRM = Permit.BENEFITS_APPLY, Permit.BENEFITS_HANDLE, Permit.BENEFITS_CONFIRM
LONGEST = 600


class BadApplication(Unfit):
    """An application that cannot be filed; codes: item, dead, twice, consent, place, facts."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What a step says: on which version, on which day, in which words."""

    application: int
    version: int
    on: date
    says: str = ""


@action(
    permit=APPLY, title=_("提出待遇申请"), logs=("person",),
    subject="application",
)  # fmt: skip
def apply(
    actor: Actor, *, person: int, applying: Applying, on: date, applicant: int | None = None
) -> Application:
    """File an application for a person in reach; raises `BadApplication`, `NotHere`.

    The register answers what it knows: nothing of it is asked again (Social Assistance Law
    art. 62).
    """
    item = queries.item_of(applying.item)
    one = people.person_in_scope(actor, person, permit=APPLY)
    if one.died is not None:
        raise BadApplication(
            "dead", "此人已登记死亡，不能申请。", "The person is on record as dead.", field="person"
        )
    if not applying.consents and applying.channel is not Channel.FOUND:
        raise BadApplication(
            "consent", "申请人须同意依法核对家庭经济状况，请勾选后再提交。",
            "The applicant must consent to the checks the law provides.", field="consents",
        )  # fmt: skip
    _refuse_second(person, item)
    procedure = procedure_of(item, is_urgent=applying.is_urgent)
    made = Application(
        item=item, procedure=procedure, person=one, applicant_id=applicant,
        division=_place(applying, one.hukou or one.division), channel=applying.channel,
        state=PROCEDURES[procedure].begins, applied_on=on, is_complex=applying.is_complex,
        since=on, account=actor.account if applying.channel is Channel.ONLINE else None,
        answers={
            "says": applying.says.strip()[:LONGEST], "consents": applying.consents,
            "facts": _declared(applying),
        },
        created_at=clock.now(),
    )  # fmt: skip
    made.due = clocks.due_of(procedure, State(made.state), since=on)
    made.save()
    _note(actor, made, Step.APPLY, "", Doing(made.pk, 1, on, applying.says), None)
    return made


def _declared(applying: Applying) -> dict[str, int]:
    """Return what the applicant declares of what the benefit asks for; nothing else is kept."""
    asked = {one.code: one for one in queries.asks_for(applying.item)}
    try:
        return {
            code: asked[code].type.encode(value)
            for code, value in applying.facts.items() if code in asked
        }  # fmt: skip
    except ValueError as error:
        raise BadApplication(
            "facts", "申报的情况有一项填写不对，请核对。", "One of the declared facts is wrong.",
            field="says",
        ) from error  # fmt: skip


def _refuse_second(person: int, item: str) -> None:
    same = Application.objects.filter(person=person, item=item).exclude(state__in=CLOSED)
    if same.exists():
        raise BadApplication(
            "twice", "此人已有一件同样的申请正在办理，请到那一件继续。",
            "An application for the same is being dealt with: go on there.", field="item",
        )  # fmt: skip


def _place(applying: Applying, home: str) -> str:
    place = applying.division or home
    if not place or not places.exists(place, on=clock.today()):
        raise BadApplication(
            "place", "没有登记户籍地或常住地，请先补全档案，或选择急难发生地。",
            "There is no place on record: complete the file or choose where it happened.",
            field="division",
        )  # fmt: skip
    return place


def _locked(actor: Actor, doing: Doing, permit: Permit) -> Application:
    queries.application(actor, doing.application, permit=permit)
    found = Application.objects.select_for_update().get(pk=doing.application)
    if found.version != doing.version:
        raise Stale("application", doing.application)
    if doing.on < found.since:
        raise WrongStep(
            "days", f"日期不能早于上一步（{found.since}）。",
            f"The day cannot be before the last step ({found.since}).", field="on",
        )  # fmt: skip
    if doing.on > clock.today():
        raise WrongStep("days", "日期不能晚于今天。", "The day cannot be to come.", field="on")
    return found


def _need_words(doing: Doing) -> None:
    if len(doing.says.strip()) < 2:
        raise WrongStep(
            "reason", "请写明内容或理由，申请人会看到。",
            "Say what was found, or why: the applicant reads it.", field="says",
        )  # fmt: skip


def _move(
    actor: Actor, doing: Doing, step: Step, permit: Permit, *, favourable: bool = True
) -> tuple[Application, ApplicationStep]:
    """Take a step: the one place where an application moves."""
    found = _locked(actor, doing, permit)
    procedure, before = PROCEDURES[found.procedure], State(found.state)
    after = procedure.after(before, step, favourable=favourable)
    moved = Application.objects.filter(pk=found.pk, version=doing.version).update(
        state=after, since=doing.on, version=doing.version + 1,
        due=clocks.due_of(found.procedure, after, since=doing.on),
    )  # fmt: skip
    if not moved:
        raise Stale("application", found.pk)
    noted = _note(actor, found, step, before, doing, favourable, after=after)
    found.refresh_from_db()
    _tell(found)
    return found, noted


def _note(
    actor: Actor, one: Application, step: Step, before: str, doing: Doing,
    favourable: bool | None,  # noqa: FBT001 - as the procedure says it
    *, after: str = "",
) -> ApplicationStep:  # fmt: skip
    return ApplicationStep.objects.create(
        application=one, step=step, before=before, after=after or one.state, on=doing.on,
        due=one.due if before else None, says=doing.says.strip()[:LONGEST], favourable=favourable,
        at=clock.now(), by=actor.name[:64], account=actor.account,
    )  # fmt: skip


def _tell(one: Application) -> None:
    """Tell who filed it online where it stands; no name in the notice."""
    if one.account is None:
        return
    state = State(one.state)
    tell(
        "benefit_application_moved", [one.account], url=f"/benefits/applications/{one.pk}/",
        item=queries.titles_of(one.item), state=[state.title_zh, state.title_en],
    )  # fmt: skip


def _keep_photos(noted: ApplicationStep, photos: Sequence[StoredFile]) -> None:
    Photo.objects.bulk_create(Photo(step=noted, file=file) for file in photos)


@action(permit=HANDLE, title=_("受理申请"), subject="application")
def accept(actor: Actor, *, doing: Doing) -> Application:
    """Accept an application: the clock of the decision begins."""
    found, _noted = _move(actor, doing, Step.ACCEPT, HANDLE)
    found.whole_due = clocks.whole_due_of(
        found.procedure, since=doing.on, is_complex=found.is_complex
    )
    found.save(update_fields=["whole_due"])
    return found


@action(permit=HANDLE, title=_("先行救助"), logs=("amount",), subject="application")
def help_first(actor: Actor, *, doing: Doing, amount: int) -> Application:
    """Record help given at once, in fen; the papers follow (Social Assistance Law art. 50)."""
    _need_words(doing)
    if amount <= 0:
        raise WrongStep(
            "amount", "请填写先行救助的金额。", "Enter how much was given.", field="amount"
        )
    found, noted = _move(actor, doing, Step.HELP, HANDLE)
    noted.amount = amount
    noted.save(update_fields=["amount"])
    return found


@action(permit=HANDLE, title=_("补办救助手续"), subject="application")
def complete_papers(
    actor: Actor, *, doing: Doing, photos: Sequence[StoredFile] = ()
) -> Application:
    """Complete the papers of help that was given first."""
    _need_words(doing)
    found, noted = _move(actor, doing, Step.PAPERS, HANDLE)
    _keep_photos(noted, photos)
    return _granted(found, doing.on)


@action(permit=HANDLE, title=_("登记入户调查"), logs=("advice",), subject="application")
def survey(
    actor: Actor, *, doing: Doing, advice: bool, photos: Sequence[StoredFile] = ()
) -> Application:
    """Record the survey at home with its photos, and what the township advises."""
    _need_words(doing)
    found, noted = _move(actor, doing, Step.SURVEY, HANDLE, favourable=advice)
    _keep_photos(noted, photos)
    found.advice = advice
    found.save(update_fields=["advice"])
    return found


@action(permit=CONFIRM, title=_("登记残联审核"), logs=("advice",), subject="application")
def check(actor: Actor, *, doing: Doing, advice: bool) -> Application:
    """Record what the disabled persons' federation found."""
    _need_words(doing)
    found, _noted = _move(actor, doing, Step.CHECK, CONFIRM, favourable=advice)
    found.advice = advice
    found.save(update_fields=["advice"])
    return found


@action(permit=HANDLE, title=_("公示申请"), subject="application")
def publish(actor: Actor, *, doing: Doing) -> Application:
    """Publish in the village or community: its days begin."""
    return _move(actor, doing, Step.PUBLISH, HANDLE)[0]


@action(permit=HANDLE, title=_("公示期满"), logs=("objected",), subject="application")
def close_publication(actor: Actor, *, doing: Doing, objected: bool = False) -> Application:
    """Close the publication; an objection leads to another survey. Raises `WrongStep` too early."""
    if objected:
        _need_words(doing)
    one = queries.application(actor, doing.application, permit=HANDLE)
    if not objected and one.due is not None and doing.on < one.due:
        raise WrongStep(
            "days", f"公示到 {one.due} 期满，期满后再办理。",
            f"The publication lasts until {one.due}.", field="on",
        )  # fmt: skip
    return _move(actor, doing, Step.CLOSE, HANDLE, favourable=not objected)[0]


def _refuse_own(actor: Actor, application: int) -> None:
    """Who surveyed does not decide: two people look at every grant."""
    own = ApplicationStep.objects.filter(
        application=application, step__in=[Step.SURVEY, Step.CHECK], account=actor.account
    )
    if actor.account is not None and own.exists():
        raise WrongStep(
            "own", "调查（审核）人不能自己确认，请另一位经办人办理。",
            "Who surveyed cannot decide: ask a second officer.",
        )  # fmt: skip


def _granted(found: Application, on: date) -> Application:
    found.decided_on = on
    found.review_on = clocks.review_on(found.procedure, since=on)
    found.save(update_fields=["decided_on", "review_on"])
    return found


@action(permit=CONFIRM, title=_("确认申请"), subject="application")
def confirm(actor: Actor, *, doing: Doing) -> Application:
    """Confirm a grant; against the township's advice it takes a reason."""
    one = queries.application(actor, doing.application, permit=CONFIRM)
    _refuse_own(actor, doing.application)
    if one.advice is False:
        _need_words(doing)
    found, _noted = _move(actor, doing, Step.CONFIRM, CONFIRM)
    return _granted(found, doing.on)


@action(permit=CONFIRM, title=_("不予确认申请"), subject="application")
def refuse(actor: Actor, *, doing: Doing) -> Application:
    """Refuse in writing with reasons (art. 45)."""
    _need_words(doing)
    _refuse_own(actor, doing.application)
    found, _noted = _move(actor, doing, Step.REFUSE, CONFIRM)
    found.decided_on, found.reasons = doing.on, doing.says.strip()[:LONGEST]
    found.save(update_fields=["decided_on", "reasons"])
    return found


@action(permit=APPLY, title=_("撤回申请"), subject="application")
def withdraw(actor: Actor, *, doing: Doing) -> Application:
    """Take an application back before it is decided."""
    return _move(actor, doing, Step.WITHDRAW, APPLY)[0]


@action(permit=HANDLE, title=_("开始复核待遇"), subject="application")
def begin_review(actor: Actor, *, doing: Doing) -> Application:
    """Look at a grant again (art. 46)."""
    return _move(actor, doing, Step.REVIEW, HANDLE)[0]


@action(permit=CONFIRM, title=_("复核后继续"), subject="application")
def keep(actor: Actor, *, doing: Doing) -> Application:
    """Go on after a review or a hearing; the next review is due anew."""
    _need_words(doing)
    found, _noted = _move(actor, doing, Step.KEEP, CONFIRM)
    found.review_on = clocks.review_on(found.procedure, since=doing.on)
    found.save(update_fields=["review_on"])
    return found


@action(permit=CONFIRM, title=_("拟停发，听取意见"), subject="application")
def hear(actor: Actor, *, doing: Doing) -> Application:
    """Tell the recipient what is intended and why, and hear them first (art. 48)."""
    _need_words(doing)
    return _move(actor, doing, Step.NOTIFY, CONFIRM)[0]


@action(permit=CONFIRM, title=_("决定停发"), subject="application")
def end(actor: Actor, *, doing: Doing, heard: str) -> Application:
    """End a grant in writing with reasons, after the recipient was heard (art. 48)."""
    _need_words(doing)
    if len(heard.strip()) < 2:
        raise WrongStep(
            "reason", "先听取本人意见并写明；本人放弃陈述的，也请写明。",
            "Write down what the recipient said, or that they waived it.", field="heard",
        )  # fmt: skip
    said = Doing(
        doing.application, doing.version, doing.on,
        f"{doing.says.strip()}；听取意见：{heard.strip()}",
    )  # fmt: skip
    found, _noted = _move(actor, said, Step.END, CONFIRM)
    found.decided_on, found.reasons, found.review_on = doing.on, doing.says.strip()[:LONGEST], None
    found.save(update_fields=["decided_on", "reasons", "review_on"])
    return found


@action(permit=CONFIRM, title=_("催办超期申请"), logs=("on",), subject="application")
def escalate(actor: Actor, *, on: date) -> "Escalated":
    """Tell township and county, once a clock, what ran over; again does nothing."""
    county.require_whole(actor, CONFIRM)
    late = list(queries.to_escalate(on=on))
    by_town: dict[str, list[Application]] = {}
    for one in late:
        by_town.setdefault(one.division[:9], []).append(one)
    for town, rows in by_town.items():
        for role, place in (("town_clerk", town), ("county_officer", town[:6])):
            tell_holders(
                "benefit_application_late", role=role, division=place,
                url=f"/benefits/applications/?late=1&division={town}",
                dedupe=f"benefit_late:{town}:{on}:{role}", count=str(len(rows)),
                place=places.name_of(town),
            )  # fmt: skip
    for one in late:
        Application.objects.filter(pk=one.pk).update(escalated_for=one.due)
    return Escalated([one.pk for one in late])


@dataclass(frozen=True, slots=True)
class Escalated:
    """The applications that were escalated."""

    pks: Sequence[int]
