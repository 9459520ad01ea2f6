"""The time bank at one glance: what every book holds, the rules in force, what ends soon."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, parameters
from anhuai.platform.listing import Column, Table, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.queries import bank
from anhuai.services.rules.mutual import TimeBook, hours
from anhuai.services.views import together

BOOKS = (
    Column("what", gettext_lazy("账本和参数")),
    Column("value", gettext_lazy("现值"), css="num"),
    Column("note", gettext_lazy("说明")),
)


@page(Permit.COMMUNITY_READ)
def overview(request: ActorRequest) -> HttpResponse:
    """The books of the county, which add up to nothing, and what the county has set."""
    today = clock.today()
    rows: list[tuple[object, ...]] = [
        (word(book), hours(abs(queries.book_total(book))), _NOTES[book]) for book in TimeBook
    ]
    for key in (bank.EXPIRY, bank.CHARGE, bank.MOST_DAY, bank.KIN, bank.GIFT, bank.ACTIVITY):
        setting = parameters.setting_of(key)
        value = parameters.value(key, on=today)
        rows.append((setting.title, f"{value} {setting.unit}", f"{setting.says}（{_('未核实')}）"))
    table = Table(
        key="time-bank", columns=heads(request, BOOKS, ""), rows=rows,
        count_text=_("服务产生的等于个人持有、公益时间池、已兑换和已过期之和（时:分）"),
    )  # fmt: skip
    return together.framed(request, table, _("时间银行"))


_NOTES = {
    TimeBook.ISSUED: gettext_lazy("受助人确认、活动到场后存入的全部时间"),
    TimeBook.HELD: gettext_lazy("成员手里还没有用的时间"),
    TimeBook.SPENT: gettext_lazy("受助人用掉的时间"),
    TimeBook.LAPSED: gettext_lazy("到期没有用的时间，每晚转入"),
    TimeBook.COMMON: gettext_lazy("成员捐出、等待发给困难老人的时间"),
}
