"""Grants: who receives a scheme from which month on, one at a time, and closing on a death."""

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.runs import BadRun
from anhuai.funds.models import Claim, ClosingCertificate, Grant, Line
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit

MANAGE = Permit.FUNDS_MANAGE


@action(
    permit=MANAGE, title=_("登记待遇"), logs=("person", "scheme", "since", "source"),
    subject="grant",
)  # fmt: skip
def open_grant(
    actor: Actor, *, person: int, scheme: str, title: str, since: Month, source: str = ""
) -> Grant:
    """Record that a person receives a scheme from a month on; raises `BadRun` where one is open."""
    found = people.person_in_scope(actor, person)
    if found.died is not None and since > Month.of(found.died):
        raise BadRun(
            "died", f"此人已于 {found.died} 死亡，不能登记之后月份的待遇。",
            f"The person died on {found.died}: nothing can begin after that.",
        )  # fmt: skip
    later = Q(until=None) | Q(until__gt=since.first)
    if Grant.objects.filter(later, person=found.pk, scheme=scheme).exists():
        raise _open_already(title)
    try:
        with transaction.atomic():
            return Grant.objects.create(
                person_id=found.pk, scheme=scheme, title=title[:80], since=since.first,
                source=source[:80], recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise _open_already(title) from clash


def _open_already(title: str) -> BadRun:
    return BadRun(
        "open", f"此人已有一项生效的“{title}”，请先停发原来的。",
        "The person holds this scheme already: close it first.",
    )  # fmt: skip


@action(permit=MANAGE, title=_("停止待遇"), logs=("grant", "until"), subject="grant")
def close_grant(actor: Actor, *, grant: int, until: Month, why: str) -> Grant:
    """End a grant: `until` is the first month without it; a closed one may only end earlier."""
    found = Grant.objects.select_for_update().filter(pk=grant).first()
    if found is None:
        raise NotHere("grant", grant)
    people.person_in_scope(actor, found.person_id)
    if not why.strip():
        raise BadRun("why", "请写明停发原因。", "Say why it ends.", field="why")
    return _closed(found, until, why)


def _closed(grant: Grant, until: Month, why: str) -> Grant:
    day = max(until.first, grant.since)
    if grant.until is None or day < grant.until:
        grant.until, grant.why_ended = day, why[:200]
        grant.save(update_fields=["until", "why_ended"])
    return grant


@action(permit=MANAGE, title=_("死亡停发"), logs=("person",), subject="closing_certificate")
def close_for_death(actor: Actor, *, person: int) -> ClosingCertificate:
    """End everything a dead person receives with the month of the death, and certify it.

    Again it returns the same certificate. The schemes list what was paid last, and whether months
    after the death were paid and are to be claimed back by the next run.
    """
    found = people.person_in_scope(actor, person)
    if found.died is None:
        raise BadRun(
            "alive", "此人没有死亡登记，不能出具停发证明。", "No death is recorded for this person."
        )
    issued = ClosingCertificate.objects.filter(person=found.pk)
    before = issued.filter(retracted_at=None).first()
    if before is not None:
        return before
    last = Month.of(found.died)
    for grant in Grant.objects.select_for_update().filter(person=found.pk):
        _closed(grant, last + 1, f"死亡（{found.died}）")
    return ClosingCertificate.objects.create(
        number=f"TF{found.died:%Y%m%d}-{found.pk}-{issued.count() + 1}",
        person_id=found.pk, died=found.died,
        last_month=last.first, schemes=_schemes(found.pk, last), recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=MANAGE, title=_("收回停发证明"), logs=("person",), subject="closing_certificate")
def retract_closing(actor: Actor, *, person: int) -> ClosingCertificate | None:
    """Take back the certificate of somebody whose death was recorded by mistake.

    What had ended stays ended: who granted it grants it anew, so that nothing is paid unseen.
    """
    found = people.person_in_scope(actor, person)
    one = ClosingCertificate.objects.filter(person=found.pk, retracted_at=None).first()
    if one is not None and found.died is None:
        one.retracted_at = clock.now()
        one.save(update_fields=["retracted_at"])
    return one


def _schemes(person: int, last: Month) -> list[dict[str, object]]:
    rows = Line.objects.filter(person=person, is_live=True, amount__gt=0)
    told = rows.values_list("scheme", "title").annotate(Max("period")).order_by("scheme")
    open_claims = Claim.objects.filter(person=person).values_list("line__scheme", flat=True)
    claimed = set(open_claims)
    return [
        {
            "code": scheme, "title": title, "last": f"{period:%Y-%m}",
            "overpaid": period > last.first, "claimed": scheme in claimed,
        }
        for scheme, title, period in told
    ]  # fmt: skip
