"""Offers of beds: those of an institution, one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.placements.models import Offer
from anhuai.placements.queries.boards import facility_in_scope
from anhuai.placements.queries.reach import applications, beyond
from anhuai.placements.rules.words import Answer
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
OFFER_ROW = (
    "pk", "application__number", "application__kind", "label", "state", "offered_on", "answer_by",
    "place", "rule", "ground", "answered_on", "version",
)  # fmt: skip


@reading(
    permit=READ, title=_("查看床位通知"), subject="person",
    ids=lambda rows: sorted({row[-2] for row in rows if row[-2]}),
)  # fmt: skip
def offers_of(
    actor: Actor, facility: int, *, state: str = "", at_most: int = 500
) -> list[tuple[Any, ...]]:
    """Return an institution's offers, newest first: each a row of `OFFER_ROW`, then the person and
    the name of whom it concerns, None and "" for an applicant the actor does not reach.

    `state` "" is those still running (waiting for an answer, or accepted).
    """
    found = facility_in_scope(actor, facility)
    running = [Answer.OPEN, Answer.ACCEPTED]
    fields = ("application_id", *OFFER_ROW, "application__person_id", "application__person__name")
    with beyond():
        rows = Offer.objects.filter(facility=found.pk)
        mine = applications(actor).filter(pk__in=rows.values("application"))
        known = set(mine.values_list("pk", flat=True))
        if state != "all":
            rows = rows.filter(state__in=[state] if state else running)
        chosen = list(rows.order_by("-offered_on", "-pk").values_list(*fields)[:at_most])
    return [row[1:] if row[0] in known else (*row[1:-2], None, "") for row in chosen]


def offer(actor: Actor, key: int, *, permit: Permit = READ) -> Offer:
    """Return one offer to an applicant the permit reaches, or raise `NotHere`."""
    with beyond():
        rows = Offer.objects.filter(application__in=applications(actor, permit=permit).values("pk"))
        found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("placement_offer", key)
    return found
