"""Assessments in and out by workbook, a sheet a scale; tasks, assessors and rates out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from anhuai.assessments import actions, queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.scales import Scale
from anhuai.assessments.rules.words import Background, Reason, State
from anhuai.assessments.views import wording
from anhuai.assessments.views.rates import DEFAULT, impaired
from anhuai.assessments.views.records import which_of as records_of
from anhuai.assessments.views.tasks import which_of as tasks_of
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Giving, Outcome, Register, Row, declare
from anhuai.platform.words import title_of, word

MANAGE = Permit.ASSESSMENTS_MANAGE
HEADS = (
    gettext_lazy("姓名"), gettext_lazy("所在村（社区）"), gettext_lazy("量表"),
    gettext_lazy("评估编号"), gettext_lazy("评估日期"), gettext_lazy("原因"),
    gettext_lazy("总分"), gettext_lazy("按得分的等级"), gettext_lazy("最终等级"),
    gettext_lazy("主评估员"), gettext_lazy("副评估员"),
)  # fmt: skip
FIELDS = (
    "person__name", "place", "scale", "key", "assessed_on", "reason", "total", "score_level",
    "final_level", "first_name", "second_name",
)  # fmt: skip


def give_records(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the assessments a list asks for as rows of `HEADS`."""
    rows = queries.listed_records(actor, **records_of(query)).order_by("assessed_on", "pk")
    for name, place, scale, key, on, reason, total, low, level, first, second in list(
        rows.values_list(*FIELDS)
    ):
        one = SCALES[scale]
        yield [
            name, wording.place_of(place), wording.scale_title(scale), key, on.isoformat(),
            wording.reason_title(reason), "" if total is None else str(total),
            wording.level_title(one, low), wording.level_title(one, level), first, second,
        ]  # fmt: skip


def _columns(scale: Scale) -> tuple[Column, ...]:
    items = tuple(
        Column(code, f"{item.clause} {item.title}".strip(), required=True,
               choices=tuple(str(option.points) for option in item.options),
               help="；".join(f"{option.points} {option.says}" for option in item.options))
        for code, item in scale.items.items()
    )  # fmt: skip
    health = (
        Column("diagnoses", "疾病诊断", help="几项用顿号隔开"),
        Column("risks", "近30天风险事件", example="跌倒2、噎食1", help="事件和次数，用顿号隔开"),
        Column("problems", "健康问题", help="几项用顿号隔开"),
    )
    return (
        Column("key", "评估编号", required=True, example="PG-2026-0001", width=18,
               help="原系统的编号，同一编号只导入一次"),
        Column("identity", "身份证号", required=True, example="990000194803020027", width=22),
        Column("name", "姓名", example="王秀兰", help="与档案核对，可不填"),
        Column("assessed_on", "评估日期", required=True, example="2026-03-01"),
        Column("reason", "评估原因", required=True,
               choices=tuple(one.title_zh for one in Reason)),
        Column("first", "主评估员", required=True, example="李明"),
        Column("second", "副评估员", required=True, example="张华"),
        *items,
        *(health if scale.asks_health else ()),
        Column("level", "原系统等级", help="可不填；填了须与各项得分算出的等级一致"),
    )  # fmt: skip


def _taking(code: str) -> Callable[[Actor, Sequence[Row], bool], list[Outcome]]:
    def take(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
        return actions.take_assessments(actor, code, rows, dry=dry)

    return take


def _giving(code: str) -> Callable[[Actor, Mapping[str, str]], Iterator[Sequence[str]]]:
    def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
        return give_records(actor, {**query, "scale": code})

    return give


_named = lazy(title_of, str)  # in the language of whoever reads the list of workbooks

for _code, _scale in SCALES.items():
    declare(
        Register(
            code=f"assessments-{_code}",
            title=format_lazy("{}{}", gettext_lazy("评估记录："), _named(_scale)),
            columns=_columns(_scale), take=_taking(_code), take_permit=MANAGE,
            heads=HEADS, give=_giving(_code), give_permit=MANAGE,
            list_url=f"/assessments/records/?scale={_code}",
        )
    )  # fmt: skip
declare(
    Giving(
        code="assessments", title=gettext_lazy("评估记录"), heads=HEADS, give=give_records,
        give_permit=MANAGE, list_url="/assessments/records/",
    )
)  # fmt: skip


def give_tasks(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the tasks a list asks for."""
    rows = queries.listed_tasks(actor, **tasks_of(query, query.get("state", "")))
    fields = (
        "person__name", "place", "scale", "reason", "due_on", "state", "first__name",
        "second__name", "planned_on", "ground",
    )  # fmt: skip
    for name, place, scale, reason, due_on, state, first, second, planned, ground in list(
        rows.order_by("due_on", "pk").values_list(*fields)
    ):
        yield [
            name, wording.place_of(place), wording.scale_title(scale),
            wording.reason_title(reason), due_on.isoformat(), word(State(state)), first or "",
            second or "", planned.isoformat() if planned else "", ground,
        ]  # fmt: skip


declare(
    Giving(
        code="assessment-tasks", title=gettext_lazy("待评估"),
        heads=(
            gettext_lazy("姓名"), gettext_lazy("所在村（社区）"), gettext_lazy("量表"),
            gettext_lazy("原因"), gettext_lazy("应评估日期"), gettext_lazy("状态"),
            gettext_lazy("主评估员"), gettext_lazy("副评估员"), gettext_lazy("计划日期"),
            gettext_lazy("说明"),
        ),
        give=give_tasks, give_permit=MANAGE, list_url="/assessments/",
    )
)  # fmt: skip


def give_rates(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the rates by town."""
    scale = query.get("scale", "")
    for one in queries.rates(actor, scale=scale if scale in SCALES else DEFAULT, on=clock.today()):
        yield [
            one.name, str(one.due), str(one.assessed), one.percent, str(one.overdue),
            str(impaired(one)),
        ]  # fmt: skip


declare(
    Giving(
        code="assessment-rates", title=gettext_lazy("各乡镇评估率"),
        heads=(
            gettext_lazy("乡镇"), gettext_lazy("应评估人数"), gettext_lazy("已评估人数"),
            gettext_lazy("评估率（%）"), gettext_lazy("已到期未复评"), gettext_lazy("中度及以上"),
        ),
        give=give_rates, give_permit=MANAGE, list_url="/assessments/rates",
    )
)  # fmt: skip


def give_assessors(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who assesses in the area."""
    rows: Any = queries.assessors(actor, permit=MANAGE).order_by("name", "pk")
    for one in rows:
        yield [
            one.name, wording.place_of(one.division), word(Background(one.background)),
            one.certificate, str(one.certificate_until or ""), str(one.since), str(one.until or ""),
        ]  # fmt: skip


declare(
    Giving(
        code="assessors", title=gettext_lazy("评估员"),
        heads=(
            gettext_lazy("姓名"), gettext_lazy("负责地区"), gettext_lazy("专业背景"),
            gettext_lazy("证书编号"), gettext_lazy("证书失效日期"), gettext_lazy("开始日期"),
            gettext_lazy("停止日期"),
        ),
        give=give_assessors, give_permit=MANAGE, list_url="/assessments/assessors/",
    )
)  # fmt: skip
