"""People in and out by workbook: importing again updates what is known by ID number."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy

from anhuai.people import actions, queries
from anhuai.people.catalogue import KINDS
from anhuai.people.rules import codes
from anhuai.people.views.lists import asked_of
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Register, declare

_TAGS = "、".join(kind.title for kind in KINDS.values())


def _titles(of: codes.CodeList) -> tuple[str, ...]:
    return tuple(code.title for code in of.entries.values())


COLUMNS = (
    Column("name", "姓名", required=True, example="王秀兰"),
    Column("identity", "证件号码", example="990000195003020027", width=22, aliases=("身份证号",),
           help="18 位身份证号，请把单元格设为文本；已在册的会更新原档案，还没有的留空"),
    Column("sex", "性别", choices=("男", "女"), help="填了证件号码可以不填"),
    Column("born", "出生日期", example="1950-03-02", help="填了证件号码可以不填"),
    Column("ethnicity", "民族", choices=_titles(codes.ETHNICITY), help="空着按汉族"),
    Column("phone", "电话", example="13900000000", aliases=("联系电话", "手机号")),
    Column("hukou", "户籍地代码", example="990001100201", help="6 至 12 位区划代码"),
    Column("hukou_kind", "户口性质", choices=_titles(codes.HUKOU)),
    Column("division", "常住地", required=True, example="东河镇柳林村", width=22,
           aliases=("常住地代码", "所在村"), help="村（社区）名称或 12 位代码；重名的加上乡镇名"),
    Column("address", "住址", required=True, example="二组 15 号", width=24),
    Column("relation", "与户主关系", required=True, choices=_titles(codes.RELATION)),
    Column("head", "户主证件号码", example="990000194801010011", width=22,
           help="本人是户主的留空；户主须已在册，或在同一表格中"),
    Column("since", "登记日期", example="2026-01-01", help="自何日起在此居住；空着按今天"),
    Column("marital", "婚姻状况", choices=_titles(codes.MARITAL)),
    Column("education", "文化程度", choices=_titles(codes.EDUCATION)),
    Column("tags", "人员类别", example="最低生活保障（农村·二类）、独居", width=30,
           help=f"几个类别用顿号隔开，类型和等级写在括号里，用“·”隔开：{_TAGS}"),
    Column("guardian", "监护人证件号码", width=22, help="监护人须已在册，或在同一表格中"),
    Column("contact_name", "紧急联系人", example="王强"),
    Column("contact_phone", "紧急联系人电话", example="13900000001", width=18),
)  # fmt: skip
HEADS = (
    gettext_lazy("姓名"), gettext_lazy("证件号码"), gettext_lazy("性别"), gettext_lazy("出生日期"),
    gettext_lazy("年龄"), gettext_lazy("民族"), gettext_lazy("电话"), gettext_lazy("户籍地代码"),
    gettext_lazy("户口性质"), gettext_lazy("常住地代码"), gettext_lazy("常住地"),
    gettext_lazy("住址"), gettext_lazy("与户主关系"), gettext_lazy("人员类别"),
    gettext_lazy("死亡日期"), gettext_lazy("迁出日期"),
)  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the rows a list's address asks for, numbers masked."""
    return queries.export(actor, asked=asked_of(dict(query)), on=clock.today())


PEOPLE = declare(
    Register(
        code="people",
        title=gettext_lazy("人员"),
        columns=COLUMNS,
        take=actions.take_people,
        take_permit=Permit.PEOPLE_IMPORT,
        heads=HEADS,
        give=give,
        give_permit=Permit.PEOPLE_EXPORT,
        list_url="/people/",
    )
)
