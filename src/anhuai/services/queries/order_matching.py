"""What is known of the providers that could take an order, and what its person may spend."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Avg, Count, QuerySet, Sum

from anhuai.funds import queries as funds
from anhuai.funds.rules.books import Unit
from anhuai.places.queries.ways import estimated_way
from anhuai.platform import wall
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering, Order, OrderShare, OrderStep, Rating
from anhuai.services.queries import order_settings as settings
from anhuai.services.queries.offerings import able_workers, licensed_of, offered_at, operating_of
from anhuai.services.queries.sponsoring import aids_of
from anhuai.services.rules.matching import Bar, Candidate, Ranked, ranked
from anhuai.services.rules.ordering import OPEN
from anhuai.services.rules.ordering_words import OrderState, Payer
from anhuai.services.rules.sharing import Purse

SCHEME = "elder_care_voucher"
FAMILIAR_DAYS, LOAD_DAYS = 90, 30
_GONE = (OrderState.CANCELLED, OrderState.NO_SHOW, OrderState.PLACED)


@wall.lifted()  # ratings and loads of the whole county, for a town too
def suggestions(one: Order) -> list[Ranked]:
    """Return the providers for an order, the best first, the barred last, each with its reasons.

    Without an actor: the caller has asked whether its actor may see the order.
    """
    offers = offered_at(one.service, one.division, on=one.wanted_on)
    known = candidates(one, offers)
    on = one.wanted_on
    return ranked(known, settings.weights(on), farthest=settings.farthest_metres(on))


def candidates(one: Order, offers: Sequence[Offering]) -> list[Candidate]:
    """Return what is known of each offering's provider for an order."""
    on, care = one.wanted_on, CARE[one.service]
    keys = [offer.facility_id for offer in offers]
    workers = able_workers(keys, care, on=on)
    open_now, licensed = operating_of(keys, on=on), licensed_of(keys, care, on=on)
    stars = _stars(keys)
    served = _counted(keys, since=on - timedelta(FAMILIAR_DAYS), person=one.person_id)
    loads = _counted(keys, since=on - timedelta(LOAD_DAYS))
    booked = _booked(keys, one)
    refused = set(
        OrderStep.objects.filter(order=one, what="refuse").values_list("facility", flat=True)
    )
    farthest = settings.farthest_metres(on)
    found = []
    for offer in offers:
        key = offer.facility_id
        metres = _metres(one, offer)
        bars = [
            bar for bar, holds in (
                (Bar.CLOSED, key not in open_now), (Bar.LICENCE, key not in licensed),
                (Bar.SKILL, not workers[key]), (Bar.REFUSED, key in refused),
                (Bar.FULL, offer.daily is not None and booked[key] >= offer.daily),
                (Bar.FAR, metres is not None and metres > farthest),
            ) if holds
        ]  # fmt: skip
        mean, rated = stars.get(key, (0, 0))
        found.append(
            Candidate(
                facility=key, name=offer.facility.name, offering=offer.pk, price=offer.unit_price,
                metres=metres, stars=mean, rated=rated, served=served[key], orders=loads[key],
                workers=max(1, len(workers[key])), bars=tuple(bars),
            )
        )  # fmt: skip
    return found


def _metres(one: Order, offer: Offering) -> int | None:
    there = offer.facility
    if None in (one.longitude, one.latitude, there.longitude, there.latitude):
        return None
    start = (there.longitude or 0.0, there.latitude or 0.0)
    end = (one.longitude or 0.0, one.latitude or 0.0)
    return estimated_way(start, end, on=one.wanted_on).metres


def _stars(keys: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = Rating.objects.filter(order__facility__in=keys).order_by().values("order__facility")
    told = rows.annotate(mean=Avg("stars"), count=Count("pk"))
    return {row["order__facility"]: (round(row["mean"] * 100), row["count"]) for row in told}


def _counted(keys: Sequence[int], *, since: date, person: int | None = None) -> Counter[int]:
    rows = Order.objects.filter(facility__in=keys, wanted_on__gte=since).exclude(state__in=_GONE)
    if person is not None:
        rows = rows.filter(person=person, state__in=[OrderState.DONE, OrderState.CONFIRMED])
    counted = rows.order_by().values_list("facility").annotate(count=Count("pk"))
    return Counter({key: count for key, count in counted if key is not None})


def _booked(keys: Sequence[int], one: Order) -> Counter[int]:
    rows = Order.objects.filter(facility__in=keys, wanted_on=one.wanted_on, service=one.service)
    rows = rows.exclude(state__in=_GONE).exclude(pk=one.pk)
    counted = rows.order_by().values_list("facility").annotate(count=Count("pk"))
    return Counter({key: count for key, count in counted if key is not None})


def purse_of(one: Order, *, on: date, kept_back: bool) -> Purse:
    """Return what an order's person may spend on a day.

    With `kept_back`, without what their other open orders are planned to spend.
    """
    care = CARE[one.service]
    minutes = funds.left_in(person=one.person_id, unit=Unit.MINUTES, on=on) if care.hours else 0
    fen = (
        funds.left_in(person=one.person_id, unit=Unit.FEN, on=on, schemes=(SCHEME,))
        if care.voucher else 0
    )  # fmt: skip
    if kept_back:
        planned = OrderShare.objects.filter(
            order__person=one.person_id, order__state__in=OPEN, spent_at=None
        ).exclude(order=one)
        minutes -= _planned(planned, Payer.GOVERNMENT, "minutes")
        fen -= _planned(planned, Payer.VOUCHER, "fen")
    else:
        planned = OrderShare.objects.none()
    return Purse(
        minutes=max(0, minutes), fen=max(0, fen), percent=settings.voucher_percent(on),
        scheme=SCHEME, aids=aids_of(one, care.payers, on=on, planned=planned),
    )  # fmt: skip


def _planned(rows: QuerySet[OrderShare], payer: Payer, unit: str) -> int:
    told = rows.filter(payer=payer, unit=unit).aggregate(sum=Sum("quantity"))
    return int(told["sum"] or 0)
