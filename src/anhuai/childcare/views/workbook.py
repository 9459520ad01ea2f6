"""Nurseries, applications, children and figures out by workbook."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.rules.words import STANDING, State, Vaccination
from anhuai.childcare.views import figures, sheet, wording
from anhuai.childcare.views.applying import which_of
from anhuai.childcare.views.nurseries import rows_of
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Giving, Outcome, Register, Row, declare
from anhuai.platform.words import word

READ, MANAGE = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE
ALL = 1_000_000


def give_nurseries(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the nurseries a list asks for."""
    for row in rows_of(actor, query):
        yield [
            row.one.facility.name, wording.place_of(row.one.facility.division), str(row.classes),
            str(row.places), str(row.enrolled), str(row.present), str(row.waiting), str(row.short),
        ]  # fmt: skip


def give_applications(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the applications a list asks for."""
    found, _count = queries.application_page(
        actor, on=clock.today(), most=ALL, which=which_of(query)
    )
    for row in found:
        yield [
            str(row.one.pk), row.one.person.name, str(row.months),
            wording.care_title(row.one.care), "；".join(row.choices),
            wording.moment(row.one.submitted_at), str(row.one.wanted_from),
            word(State(row.one.state)),
        ]  # fmt: skip


def give_children(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the enrolled children a list asks for."""
    found, _count = queries.enrolment_page(
        actor, on=clock.today(), most=ALL, q=query.get("q", ""), nursery=query.get("nursery", ""),
        past=bool(query.get("past")),
    )  # fmt: skip
    for one in found:
        yield [
            one.person.name, one.nursery_class.nursery.facility.name, one.nursery_class.name,
            wording.care_title(one.care), str(one.since), str(one.until or ""),
            word(Vaccination(one.vaccination)),
        ]  # fmt: skip


for _code, _title, _heads, _give, _url in (
    (
        "nurseries", gettext_lazy("托育机构"),
        (gettext_lazy("托育机构"), gettext_lazy("所在地"), gettext_lazy("班级"),
         gettext_lazy("托位"), gettext_lazy("在托"), gettext_lazy("现在在园"),
         gettext_lazy("在办申请"), gettext_lazy("缺保育人员")),
        give_nurseries, "/childcare/",
    ),
    (
        "childcare-applications", gettext_lazy("托位申请"),
        (gettext_lazy("编号"), gettext_lazy("孩子"), gettext_lazy("月龄"),
         gettext_lazy("托育方式"), gettext_lazy("志愿"), gettext_lazy("申请时间"),
         gettext_lazy("希望入托"), gettext_lazy("状态")),
        give_applications, "/childcare/applications/",
    ),
    (
        "childcare-figures", gettext_lazy("托位统计"),
        tuple(column.title for column in figures.COLUMNS), figures.rows_of, "/childcare/figures",
    ),
):  # fmt: skip
    declare(
        Giving(
            code=_code, title=_title, heads=_heads, give=_give, give_permit=MANAGE, list_url=_url
        )
    )


def take_children(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take enrolled children."""
    return actions.take_children(actor, rows, dry=dry)


def take_attendance(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take coming and going."""
    return actions.take_attendance(actor, rows, dry=dry)


def give_attendance(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who came and went in a month, the last one where none is asked."""
    month = sheet.month_asked(query.get("month", "")) or sheet.last_month()
    for row in queries.attended(actor, month=month, nursery=sheet.key_of(query.get("nursery", ""))):
        _person, home, room, name, day, came, left, fetcher = row
        yield [
            home, room, name, str(day), wording.clock_time(came), wording.clock_time(left),
            fetcher or "",
        ]  # fmt: skip


_HOME = Column("nursery", "托育机构", required=True, example="沙河镇托育园", width=26,
               help="与机构名册的名称一致")  # fmt: skip
_IDENTITY = Column("identity", "身份证号", required=True, example="990000202403020029", width=22)
_NAME = Column("name", "姓名", required=True, example="王小宝", help="与登记的姓名一致")
declare(
    Register(
        code="childcare-children", title=gettext_lazy("在托儿童"),
        columns=(
            _HOME, Column("class", "班级", required=True, example="托大班一"), _IDENTITY, _NAME,
            Column("care", "托育方式", required=True, example="全日托",
                   choices=tuple(one.title_zh for one in STANDING)),
            Column("since", "入托日期", required=True, example="2026-03-01"),
            Column("vaccination", "预防接种证查验", required=True, example="已按程序接种",
                   choices=tuple(one.title_zh for one in Vaccination), width=18),
            Column("examined_on", "入托体检日期", required=True, example="2026-02-20"),
            Column("allergies", "过敏", example="鸡蛋", help="没有的留空"),
            Column("agreed", "监护人已同意", required=True, example="是", choices=("是",)),
        ),
        take=take_children, take_permit=MANAGE,
        heads=(
            gettext_lazy("孩子"), gettext_lazy("托育机构"), gettext_lazy("班级"),
            gettext_lazy("托育方式"), gettext_lazy("入托日期"), gettext_lazy("离托日期"),
            gettext_lazy("预防接种证查验"),
        ),
        give=give_children, give_permit=MANAGE, list_url="/childcare/children/",
    )
)  # fmt: skip
declare(
    Register(
        code="childcare-attendance", title=gettext_lazy("入园离园"),
        columns=(
            _HOME, _IDENTITY, _NAME, Column("day", "日期", required=True, example="2026-03-02"),
            Column("came", "入园时间", required=True, example="08:10"),
            Column("left", "离园时间", required=True, example="17:05"),
            Column("fetched_by", "接领人", required=True, example="王芳",
                   help="须是已登记的接送人"),
        ),
        take=take_attendance, take_permit=MANAGE,
        heads=(
            gettext_lazy("托育机构"), gettext_lazy("班级"), gettext_lazy("孩子"),
            gettext_lazy("日期"), gettext_lazy("入园"), gettext_lazy("离园"),
            gettext_lazy("接领人"),
        ),
        give=give_attendance, give_permit=MANAGE, list_url="/childcare/children/",
    )
)  # fmt: skip
