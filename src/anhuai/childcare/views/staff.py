"""Staff of nurseries: who holds which post, certificate, the yearly check; out and in by Excel."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.rules.staffing import ANSWERS, KINDS, SEXES
from anhuai.childcare.views import listing, sheet
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Column as SheetColumn
from anhuai.platform.sheets.register import Outcome, Register, Row, declare
from anhuai.platform.words import title_of, word
from anhuai.workforce.catalogue import CERTIFICATES, POSTS
from anhuai.workforce.rules import CheckState

READ, MANAGE = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE
COLUMNS = (
    Column("nursery", gettext_lazy("托育机构")),
    Column("name", gettext_lazy("姓名"), css="nowrap"),
    Column("post", gettext_lazy("岗位")),
    Column("since", gettext_lazy("到岗日期"), css="nowrap"),
    Column("certificate", gettext_lazy("证书")),
    Column("check", gettext_lazy("违法犯罪记录查询")),
    Column("asked_on", gettext_lazy("查询日期"), css="nowrap"),
    Column("due", gettext_lazy("下次查询不晚于"), css="nowrap"),
)
_COLOURS = {
    CheckState.CLEAR: "green", CheckState.DUE: "orange", CheckState.MISSING: "red",
    CheckState.BARRED: "red",
}  # fmt: skip


def _asked(actor: Actor, asks: Mapping[str, str]) -> list[queries.StaffRow]:
    return queries.staff(
        actor, on=clock.today(), nursery=sheet.key_of(asks.get("nursery", "")),
        pressing=bool(asks.get("pressing")),
    )  # fmt: skip


@page(READ)
def staff_list(request: ActorRequest) -> HttpResponse:
    """Who works at the nurseries in scope, and whose record must be checked."""
    homes = queries.nurseries(request.actor).order_by("facility__pinyin", "pk")[:200]
    filters = filled(
        request,
        [
            Filter("nursery", gettext_lazy("托育机构"), "select",
                   [(str(one.pk), one.facility.name) for one in homes]),
            Filter("pressing", gettext_lazy("只看要查询的"), "check"),
        ],
    )  # fmt: skip
    rows = _asked(request.actor, {one.name: one.value for one in filters})
    can = request.actor.may(MANAGE) and request.actor.may(Permit.WORKFORCE_MANAGE)
    table = Table(
        key="childcare-staff", columns=heads(request, COLUMNS, ""), filters=filters,
        rows=[
            (
                one.home, link(f"/workforce/{one.worker}/", one.name), title_of(POSTS[one.kind]),
                f"{one.since:%Y-%m-%d}", word(one.certificate),
                badge(word(one.check), _COLOURS[one.check]) if one.check else "—",
                f"{one.asked_on:%Y-%m-%d}" if one.asked_on else "—",
                f"{one.due:%Y-%m-%d}" if one.due else "—",
            )
            for one in rows
        ],
        count_text=_("共 %(count)s 个岗位") % {"count": len(rows)},
        export_url=f"{reverse('platform:sheet_export', args=['childcare-staff'])}"
        f"?{request.GET.urlencode()}",
        import_url=reverse("platform:sheet_import", args=["childcare-staff"]) if can else "",
        empty_title=_("没有符合条件的员工"),
        empty_hint=_("用 Excel 模板导入员工，或在机构档案里登记岗位。"),
    )  # fmt: skip
    return listing.shown(request, table, _("托育员工"))


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the staff a list asks for."""
    for one in _asked(actor, query):
        yield (
            one.home, one.name, title_of(POSTS[one.kind]), str(one.since), word(one.certificate),
            word(one.check) if one.check else "", str(one.asked_on or ""), str(one.due or ""),
        )  # fmt: skip


def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take staff."""
    return actions.take_staff(actor, rows, dry=dry)


_GRADES = tuple(dict.fromkeys(
    title for one in CERTIFICATES.values() for _code, title, _english in one.grades
))  # fmt: skip
declare(
    Register(
        code="childcare-staff", title=gettext_lazy("托育员工"),
        columns=(
            SheetColumn("nursery", "托育机构", required=True, example="沙河镇托育园", width=26,
                        help="与机构名册的名称一致"),
            SheetColumn("name", "姓名", required=True, example="李敏"),
            SheetColumn("sex", "性别", example="女", choices=tuple(SEXES)),
            SheetColumn("born", "出生日期", example="1992-05-06", help="有同名员工的必须填写"),
            SheetColumn("phone", "电话", example="13800000000", help="留空不改已登记的"),
            SheetColumn("post", "岗位", required=True, example="保育员", width=18,
                        choices=tuple(POSTS[code].title for code in KINDS)),
            SheetColumn("since", "到岗日期", required=True, example="2025-03-01"),
            SheetColumn("left", "离岗日期", help="已离岗的填写，之后不再在岗"),
            SheetColumn("certificate", "证书", example="保育师（保育员）证书", width=24,
                        choices=tuple(one.title for one in CERTIFICATES.values()),
                        help="两本证书的写两行"),
            SheetColumn("grade", "证书等级", example="五级（初级工）", choices=_GRADES, width=16),
            SheetColumn("number", "证书编号", example="BY2025001", width=18),
            SheetColumn("issued", "发证日期", example="2025-02-20"),
            SheetColumn("until", "证书有效期至", help="长期有效的留空"),
            SheetColumn("asked_on", "违法犯罪记录查询日期", example="2026-02-20", width=22,
                        help="入职前查一次，以后每年查一次"),
            SheetColumn("answer", "查询结果", example="可以从业", choices=tuple(ANSWERS),
                        help="只写能不能从业，不写记录内容"),
            SheetColumn("document", "查询回执编号", example="HZ2026001", width=18),
        ),
        take=take, take_permit=MANAGE, heads=tuple(column.title for column in COLUMNS),
        give=give, give_permit=READ, list_url="/childcare/staff/",
    )
)  # fmt: skip
