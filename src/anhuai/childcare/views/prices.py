"""A nursery's price list: for families to see, for the nursery to say anew."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.childcare import actions, queries
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.forms import PriceForm
from anhuai.childcare.rules.fees import Charge
from anhuai.childcare.views import sheet, wording
from anhuai.kernel.money import yuan
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, MANAGE, APPLY = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_APPLY


@page(APPLY)
def price_list(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """What a nursery charges and has charged, and the county's ceilings and rules of refund."""
    today = clock.today()
    home = queries.priced_nursery(request.actor, nursery_id)
    month = Month.of(today)
    seen: set[tuple[str, str]] = set()
    rows: list[tuple[Any, ...]] = []
    past: list[tuple[Any, ...]] = []
    for one in queries.prices_of(nursery_id):
        key = (one.group, one.charge)
        current = one.since <= today and key not in seen
        if current:
            seen.add(key)
        row = (
            wording.class_title(one.group), word(Charge(one.charge)), wording.money(one.fee),
            wording.money(one.meal) if one.meal else "—",
            badge(_("普惠价"), "green") if one.inclusive else "—",
            f"{one.since:%Y-%m-%d}", one.document or "—",
        )  # fmt: skip
        (rows if current or one.since > today else past).append(row)
    heads = [
        (_("班型"), ""), (_("计费方式"), ""), (_("保育费"), "num"), (_("每天伙食费"), "num"),
        (_("普惠价"), ""), (_("起始日期"), "nowrap"), (_("公示或协议"), ""),
    ]  # fmt: skip
    manages = request.actor.may(MANAGE)
    serves = request.actor.may(READ)
    return sheet.shown(
        request, title=_("收费标准：%(name)s") % {"name": home.facility.name},
        says=_rules(month),
        tables=[
            sheet.Sheet(_("现行和将要执行的"), heads, rows, _("还没有登记收费标准。")),
            sheet.Sheet(_("以前的"), heads, past, _("没有以前的收费标准。")),
            _ceilings(month),
        ],
        buttons=[
            (reverse("childcare:price_new", args=[nursery_id]), "plus", _("登记收费标准"), True)
        ] if manages else [],
        facts=[(_("托育机构"), home.facility.name),
               (_("所在地"), wording.place_of(home.facility.division))],
        back_url=reverse("childcare:nursery", args=[nursery_id]) if serves
        else reverse("childcare:mine"),
        back_title=home.facility.name if serves else _("我的托育"),
    )  # fmt: skip


def _rules(month: Month) -> list[str]:
    """Return the month's rules in sentences, those that nobody decided too."""
    terms = queries.terms(month)
    said = [_("不满一个月的，按当月开园日（工作日）的天数折算；伙食费按实际出勤天数收。")]
    said.append(
        _("缺勤满 %(days)s 个开园日起，全部缺勤日退当天保育费的 %(percent)s%%。")
        % {"days": terms.refund_from, "percent": terms.refund_percent}
        if terms.refund_from
        else _("缺勤退费：县里还没有定，账单暂不退保育费。")
    )
    said.append(
        _("计时托预约了没来也没取消的，收 %(percent)s%%。") % {"percent": terms.missed_percent}
        if terms.missed_percent
        else _("计时托预约了没来的不收费。")
    )
    return said


def _ceilings(month: Month) -> sheet.Sheet:
    rows = [
        (wording.class_title(group), _said(queries.ceiling(group, Charge.FULL_DAY, month)))
        for group in CLASSES
    ]
    for charge, title in ((Charge.HALF_DAY, _("半日托")), (Charge.HOURLY, _("计时托、临时托"))):
        rows.append((title, _said(queries.ceiling("", charge, month))))
    return sheet.Sheet(_("县里的普惠价格上限"), [(_("类别"), ""), (_("上限"), "num")], rows)


def _said(ceiling: int) -> str:
    return wording.money(ceiling) if ceiling else _("县里还没有定")


@page(MANAGE)
def price_new(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Say what a kind of class costs from a day on."""
    home = queries.nursery(request.actor, nursery_id, permit=MANAGE)
    form = PriceForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        data["fee"], data["meal"] = yuan(data["fee"]), yuan(data["meal"] or "0")
        actions.set_price(request.actor, nursery=nursery_id, **data)

    return asked(
        request, form, perform, title=_("登记收费标准：%(name)s") % {"name": home.facility.name},
        back=reverse("childcare:prices", args=[nursery_id]),
        more={"hint": _("写错了再登记一次，同一天以后登记的为准；原来的留作记录。")},
    )  # fmt: skip
