"""Applications, stays, bed states and incidents out by workbook; residents and reports in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.placements import actions, queries
from anhuai.placements.rules.words import Ending, Kind, Severity, Step
from anhuai.placements.views import wording
from anhuai.placements.views.applications import which_of as applications_of
from anhuai.placements.views.beds import DIFFERS, rate, risk_title
from anhuai.placements.views.stays import which_of as stays_of
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Giving, Outcome, Register, Row, declare
from anhuai.platform.words import word

READ, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_MANAGE
RUN = Permit.PLACEMENTS_RUN
PAGE = 100_000


def give_applications(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the applications a list asks for, with the rule each stands under."""
    today = clock.today()
    lines = {one.key: one for one in queries.waiting_lines(today)}
    for key, _person, name, place, number, kind, state, on, nursing in queries.all_applications(
        actor, **applications_of(query)
    ):
        line = lines.get(key)
        yield [
            name, wording.place_of(place), number, word(Kind(kind)), word(Step(state)),
            on.isoformat(), _("需要") if nursing else "", wording.rule_title(line.rule)
            if line else "", str(line.place) if line else "",
        ]  # fmt: skip


declare(
    Giving(
        code="placements", title=gettext_lazy("入住申请"),
        heads=(
            gettext_lazy("姓名"), gettext_lazy("所在村（社区）"), gettext_lazy("编号"),
            gettext_lazy("申请什么"), gettext_lazy("状态"), gettext_lazy("申请日期"),
            gettext_lazy("护理型"), gettext_lazy("优先规则"), gettext_lazy("全县位次"),
        ),
        give=give_applications, give_permit=MANAGE, list_url="/placements/",
    )
)  # fmt: skip


def give_stays(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the stays a list asks for."""
    for row in queries.all_stays(actor, **stays_of(query)):
        _key, _person, name, _f, home, kind, since, until, label, level, ending, _away = row
        yield [
            name, home, word(Kind(kind)), label or "", level, since.isoformat(),
            until.isoformat() if until else "", word(Ending(ending)) if ending else "",
        ]  # fmt: skip


def take_stays(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take residents."""
    return actions.take_residents(actor, rows, dry=dry)


declare(
    Register(
        code="stays", title=gettext_lazy("入住人员"),
        columns=(
            Column("facility", "机构", required=True, example="沙河镇敬老院", width=26,
                   help="与机构名册的名称一致"),
            Column("label", "床号", required=True, example="101-1"),
            Column("identity", "身份证号", required=True, example="990000194803020027", width=22),
            Column("name", "姓名", example="王秀兰", help="与档案核对，可不填"),
            Column("since", "入住日期", required=True, example="2026-03-01"),
            Column("care_level", "照护等级", example="二级"),
        ),
        take=take_stays, take_permit=RUN,
        heads=(
            gettext_lazy("姓名"), gettext_lazy("机构"), gettext_lazy("入住类型"),
            gettext_lazy("床位"), gettext_lazy("照护等级"), gettext_lazy("入住日期"),
            gettext_lazy("离院日期"), gettext_lazy("离院原因"),
        ),
        give=give_stays, give_permit=RUN, list_url="/placements/stays/",
    )
)  # fmt: skip


def give_states(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield every institution's beds by state today, with the report."""
    for one in queries.reports(actor, on=clock.today()):
        told = one["report"]
        yield [
            one["name"], wording.place_of(one["division"]), str(one["beds"]),
            str(one["occupied"]), str(one["reserved"]), str(one["free"]), str(one["out"]),
            rate(one["occupied"], one["open"]), str(told.residents) if told else "",
            "；".join(str(DIFFERS[code]) for code in told.differs) if told else "",
        ]  # fmt: skip


declare(
    Giving(
        code="bed-states", title=gettext_lazy("机构床位"),
        heads=(
            gettext_lazy("机构"), gettext_lazy("所在地"), gettext_lazy("床位"),
            gettext_lazy("已入住"), gettext_lazy("已预留"), gettext_lazy("空闲"),
            gettext_lazy("停用"), gettext_lazy("入住率"), gettext_lazy("报告在住"),
            gettext_lazy("核对"),
        ),
        give=give_states, give_permit=RUN, list_url="/placements/homes",
    )
)  # fmt: skip


def give_reports(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the reports of the day a list asks for, else of the last 31 days."""
    try:
        on = date.fromisoformat(query.get("on", ""))
    except ValueError:
        on = None
    for one in queries.all_reports(actor, on=on, division=query.get("division", "")):
        yield [
            one.facility.name, one.on.isoformat(), str(one.residents), str(one.away),
            str(one.free), one.note, "；".join(str(DIFFERS[code]) for code in one.differs),
        ]  # fmt: skip


def take_reports(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take day's figures."""
    return actions.take_reports(actor, rows, dry=dry)


declare(
    Register(
        code="bed-reports", title=gettext_lazy("床位日报"),
        columns=(
            Column("facility", "机构", required=True, example="沙河镇敬老院", width=26,
                   help="与机构名册的名称一致"),
            Column("on", "日期", required=True, example="2026-03-01",
                   help="同一家机构同一天再导入一次，按新的数字更正"),
            Column("residents", "在住人数", required=True, example="38",
                   help="含请假、住院的人，不含日间照料"),
            Column("away", "外出人数", example="2", help="请假和住院的人数，不填按 0"),
            Column("free", "空床数", example="10", help="不填按 0"),
            Column("note", "说明", example="2 人住院", width=30),
        ),
        take=take_reports, take_permit=RUN,
        heads=(
            gettext_lazy("机构"), gettext_lazy("日期"), gettext_lazy("在住人数"),
            gettext_lazy("外出人数"), gettext_lazy("空床数"), gettext_lazy("说明"),
            gettext_lazy("核对"),
        ),
        give=give_reports, give_permit=READ, list_url="/placements/reports/",
    )
)  # fmt: skip


def give_incidents(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the incidents in scope."""
    for one in queries.incidents(actor, limit=PAGE):
        yield [
            one.happened_on.isoformat(), one.facility.name,
            one.stay.person.name if one.stay else "", risk_title(one.risk),
            word(Severity(one.severity)), one.says, one.measures,
            _("已告知") if one.family_told else _("未告知"),
        ]  # fmt: skip


declare(
    Giving(
        code="incidents", title=gettext_lazy("突发事件"),
        heads=(
            gettext_lazy("日期"), gettext_lazy("机构"), gettext_lazy("老人"),
            gettext_lazy("类型"), gettext_lazy("程度"), gettext_lazy("经过"),
            gettext_lazy("处置"), gettext_lazy("告知家属"),
        ),
        give=give_incidents, give_permit=RUN, list_url="/placements/incidents/",
    )
)  # fmt: skip
