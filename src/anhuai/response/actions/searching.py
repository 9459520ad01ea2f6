"""Somebody is missing: a case for the desk, and what a notice to the public may say.

The notice serves to protect life (PIPL art. 13(4)); it names what is needed to recognise somebody
and nothing else: no number, no address, no illness.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.response.actions.adapting import BadGround
from anhuai.response.actions.escalating import tell_duty
from anhuai.response.models import Search

HANDLE = Permit.CASES_HANDLE


@action(permit=HANDLE, title=_("发起寻人"), logs=("person",), subject="search")
def open_search(
    actor: Actor, *, person: int, seen_at: datetime, seen_place: str, looks: str, phone: str
) -> Search:
    """Open the one search of a person: a grave case on the desk, escalated by its officers."""
    one = people.person_in_scope(actor, person, permit=HANDLE)
    for field, text in (("seen_place", seen_place), ("looks", looks), ("phone", phone)):
        if not normalise(text):
            raise BadGround("empty", "请填写这一项。", "Please fill this in.", field=field)
    if seen_at > clock.now():
        raise BadGround(
            "future", "最后看见的时间不能晚于现在。", "Not in the future.", field="seen_at"
        )
    case, is_new = cases.open_case(
        kind="search", says=("寻人", "Missing person"), severity=1,
        origin=f"response.search:{one.pk}", by=actor.name, person=one.pk, division=one.division,
        spot=normalise(seen_place)[:120],
    )  # fmt: skip
    if not is_new:
        raise BadGround("open", "这个人已在寻找中。", "A search is open already.", field="person")
    tell_duty(case)
    return Search.objects.create(
        person=one, case=case, seen_at=seen_at, seen_place=normalise(seen_place)[:120],
        looks=normalise(looks)[:300], phone=normalise(phone)[:20], opened_at=clock.now(),
        by=actor.name,
    )  # fmt: skip
