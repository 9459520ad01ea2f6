"""A child's papers while it is enrolled: vaccination, examination, allergies brought up to date."""

from datetime import date, timedelta
from typing import Unpack

from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.enrolling import EXAMINED_WITHIN, MANAGE, Papers, refuse_papers
from anhuai.childcare.models import Attendance, Enrolment
from anhuai.childcare.rules import BadChildcare
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import seal


@action(
    permit=MANAGE, title=_("更新在托儿童的体检和接种"), logs=("enrolment", "vaccination"),
    subject="childcare_enrolment",
)  # fmt: skip
def renew_papers(
    actor: Actor, *, enrolment: int, version: int, **papers: Unpack[Papers]
) -> Enrolment:
    """Bring an enrolled child's papers up to date; an examination of the last three months."""
    own = queries.enrolment(actor, enrolment, permit=MANAGE, lock=True)
    if own.version != version:
        raise Stale("childcare_enrolment", enrolment)
    if papers["examined_on"] != own.examined_on:
        refuse_papers(papers, clock.today())
    own.vaccination, own.examined_on = papers["vaccination"], papers["examined_on"]
    own.allergies_sealed = seal(normalise(refuse_turned(papers["allergies"]))[:200])
    own.version += 1
    own.save(update_fields=["vaccination", "examined_on", "allergies_sealed", "version"])
    return own


def refuse_away(own: Enrolment, today: date) -> None:
    """Raise `BadChildcare` for a child back after three months away that was not examined since."""
    before = Attendance.objects.filter(person=own.person_id, day__lt=today)
    last = before.order_by("-day").values_list("day", flat=True).first()
    if last is None or today - last <= timedelta(days=EXAMINED_WITHIN):
        return
    if own.examined_on <= last:
        raise BadChildcare(
            "away", f"孩子上次来园是 {last}，离园三个月以上须重新体检；请先更新体检日期。",
            f"Last here on {last}: after three months away it is examined anew first.",
        )  # fmt: skip
