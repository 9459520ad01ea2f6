"""Taking a provider's price list by workbook: what it offers, where, at which price, since when."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import Level
from anhuai.kernel.money import BadMoney, yuan
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row
from anhuai.services import queries
from anhuai.services.actions.offerings import MANAGE, RUN, check_offering, offered
from anhuai.services.actions.sheet_rows import Draft, Taken, by_name, refuse_twice
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering
from anhuai.services.rules.ordering import BadOrder

WHOLE = "全县"
MOST_DAILY = 999
KEY = ("facility", "service", "division")


def take_offerings(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of one's own price list and, unless `dry`, record them; every error of every row.

    A price on record already is left as it is; a later one ends it. No price that holds is changed.
    """
    good, outcomes = _judged(actor, RUN, rows)
    if good and not dry:
        _take_offerings(actor, drafts=good, rows=len(good))
    return outcomes


def take_offerings_for(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of what the area's providers offer, and record them; as `take_offerings`."""
    good, outcomes = _judged(actor, MANAGE, rows)
    if good and not dry:
        _take_offerings_for(actor, drafts=good, rows=len(good))
    return outcomes


def _judged(actor: Actor, permit: Permit, rows: Sequence[Row]) -> tuple[list[Draft], list[Outcome]]:
    actor.require(permit)
    sites = queries.providers(actor, permit=permit, on=clock.today())
    known = by_name((name, key) for key, name in sites.values_list("pk", "name"))
    drafts = [_read(row, known) for row in rows]
    refuse_twice(drafts, KEY, "service")
    return [one for one in drafts if not one.outcome.errors], [one.outcome for one in drafts]


def _read(row: Row, known: Mapping[str, Sequence[int]]) -> Draft:
    draft = Draft.of(row)
    draft.columns = {
        "facility": draft.called("facility", known, "机构"),
        "service": draft.one_of("service", {one.title: code for code, one in CARE.items()}),
        "division": _division(draft), "unit_price": _price(draft), "daily": _daily(draft),
        "since": draft.day("since"),
    }  # fmt: skip
    if draft.outcome.errors:
        return draft
    given = {name: draft.columns[name] for name in (*KEY, "unit_price", "since")}
    try:
        check_offering(**given)
        _held_by(draft)
    except BadOrder as error:
        draft.outcome.refuse_for(error)
    return draft


def _division(draft: Draft) -> str | None:
    text = draft.text("division")
    if text in (WHOLE, county.code()):
        return county.code()
    if text.isdigit():
        found = [text] if places.exists(text, on=clock.today()) else []
    else:
        found = [
            code for level in (Level.TOWN, Level.VILLAGE)
            for code in places.named(text, within=county.code(), level=level)
        ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    says = "有几个地方叫这个名字，请填区划代码" if found else "没有这个地方，全县的填“全县”"
    draft.outcome.refuse("division", f"{says}：“{text}”。")
    return None


def _price(draft: Draft) -> int | None:
    try:
        return yuan(draft.text("unit_price"))
    except BadMoney as error:
        draft.outcome.refuse_for(error, column="unit_price")
        return None


def _daily(draft: Draft) -> int | None:
    text = draft.text("daily")
    if not text:
        return None
    if text.isdecimal() and 1 <= int(text) <= MOST_DAILY:
        return int(text)
    draft.outcome.refuse("daily", f"请填 1 到 {MOST_DAILY} 的整数，不限的留空。")
    return None


def _held_by(draft: Draft) -> Offering | None:
    """Return the offering a row would bring up to date; raises `BadOrder` where it may not."""
    given = draft.columns
    rows = Offering.objects.filter(**{name: given[name] for name in KEY})
    held = rows.filter(until=None).first()
    if held is None:
        ended = rows.filter(until__gt=given["since"]).order_by("-until").first()
        if ended is not None:
            raise BadOrder(
                "ended", f"这项报价已于 {ended.until} 停止，重新报价请从那天或以后起。",
                f"This price ended on {ended.until}: begin then or later.", field="since",
            )  # fmt: skip
        return None
    same = held.since == given["since"] and held.unit_price == given["unit_price"]
    if held.since >= given["since"] and not same:
        raise BadOrder(
            "since", f"现行报价自 {held.since} 起，新价格应从更晚的日期起。",
            f"The present price holds from {held.since}: begin later.", field="since",
        )  # fmt: skip
    draft.outcome.result = Result.UPDATED
    return held


@action(permit=RUN, title=_("导入服务报价"), logs=("rows",), subject="offering")
def _take_offerings(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    return _taken(actor, RUN, drafts)


@action(permit=MANAGE, title=_("代服务商导入报价"), logs=("rows",), subject="offering")
def _take_offerings_for(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    return _taken(actor, MANAGE, drafts)


def _taken(actor: Actor, permit: Permit, drafts: Sequence[Draft]) -> Taken:
    made = []
    for one in drafts:
        try:
            with transaction.atomic():
                made.append(_written(actor, permit, one))
        except BadOrder as error:
            one.outcome.refuse_for(error)
    return Taken(made)


def _written(actor: Actor, permit: Permit, draft: Draft) -> int:
    given = draft.columns
    held = _held_by(draft)
    if held is None or held.since != given["since"]:
        return offered(actor, permit, **given).pk
    if held.daily != given["daily"]:  # how many orders a day is no price: it changes at once
        Offering.objects.filter(pk=held.pk).update(daily=given["daily"], version=held.version + 1)
    return held.pk
