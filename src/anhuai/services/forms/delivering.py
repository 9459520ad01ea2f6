"""A deed at the door as a phone sends it."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from ninja import Field, Schema

from anhuai.services.rules.delivering import Deed, DeedKind
from anhuai.services.rules.ordering_words import Confirmed
from anhuai.services.rules.visiting import Position


class DeedIn(Schema):
    """Something done with an order. `client` is made once on the phone, and kept."""

    client: UUID
    order: int = Field(ge=1, lt=1 << 63)
    kind: DeedKind
    at: datetime
    where: tuple[float, float, float] | None = None
    """Longitude, latitude (WGS-84) and accuracy in metres."""
    reason: str = Field("", max_length=200)
    steps: list[str] = Field([], max_length=40)
    units: int = Field(0, ge=0, le=99)
    how: Confirmed = Confirmed.NONE
    code: str = Field("", max_length=6)


def deed(sent: DeedIn) -> Deed:
    """Return a deed as rules know it; a time without a zone is the county's."""
    at = sent.at if sent.at.tzinfo else timezone.make_aware(sent.at)
    return Deed(
        client=sent.client, order=sent.order, kind=sent.kind, at=at,
        position=Position(*sent.where) if sent.where else None, reason=sent.reason,
        steps=tuple(sent.steps), units=sent.units, how=sent.how, code=sent.code,
    )  # fmt: skip
