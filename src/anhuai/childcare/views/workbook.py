"""Nurseries, applications, children and figures out by workbook."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.childcare import queries
from anhuai.childcare.rules.words import State, Vaccination
from anhuai.childcare.views import figures, wording
from anhuai.childcare.views.applying import which_of
from anhuai.childcare.views.nurseries import rows_of
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
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
        "childcare-children", gettext_lazy("在托儿童"),
        (gettext_lazy("孩子"), gettext_lazy("托育机构"), gettext_lazy("班级"),
         gettext_lazy("托育方式"), gettext_lazy("入托日期"), gettext_lazy("离托日期"),
         gettext_lazy("预防接种证查验")),
        give_children, "/childcare/children/",
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
