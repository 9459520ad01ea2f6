"""Lists of other offices in by workbook; their rows and the pairs out."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy

from anhuai.people import actions
from anhuai.people.queries import matching as queries
from anhuai.people.rules.matching import OFFICES, Standing, Verdict
from anhuai.people.views import wording
from anhuai.people.views.matching import office_title
from anhuai.people.views.pairs import asked_of
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Giving, Register, declare

COLUMNS = (
    Column("office", "来源单位", required=True, example="残联", width=20,
           choices=tuple(title for title, _english in OFFICES.values())),
    Column("listed_on", "名单日期", required=True, example="2026-11-01",
           help="名单截止的日期；同一单位同一日期的行算一份名单"),
    Column("key", "单位编号", example="C00001", width=18, aliases=("编号", "证号", "序列号"),
           help="该单位自己给这个人的编号，例如残疾人证号；下一份名单凭它直接认出"),
    Column("name", "姓名", required=True, example="王秀兰"),
    Column("identity", "证件号码", example="990000195003020027", width=22, aliases=("身份证号",),
           help="没有或有误都可以照原样填写；请把单元格设为文本"),
    Column("sex", "性别", choices=("男", "女")),
    Column("born", "出生日期", example="1950-03-02",
           help="可以只有年、月，也可以写“农历1950-01-14”"),
    Column("phone", "电话", example="13900000000", aliases=("联系电话", "手机号")),
    Column("address", "住址", example="东河镇柳林村二组 15 号", width=28,
           aliases=("家庭住址", "地址")),
    Column("kin", "亲属姓名", example="王强", aliases=("监护人姓名", "联系人")),
)  # fmt: skip
ROW_HEADS = (
    gettext_lazy("行号"), gettext_lazy("姓名"), gettext_lazy("性别"), gettext_lazy("出生日期"),
    gettext_lazy("住址"), gettext_lazy("结果"), gettext_lazy("档案编号"),
)  # fmt: skip
PAIR_HEADS = (
    gettext_lazy("把握"), gettext_lazy("名单中"), gettext_lazy("在册"), gettext_lazy("常住地"),
    gettext_lazy("来源单位"), gettext_lazy("结果"), gettext_lazy("判断"),
)  # fmt: skip
BATCH = 500


def give_rows(actor: Actor, query: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the rows of the list an address names."""
    if not query.get("list", "").isdigit():
        return
    rows = queries.rows_of(actor, list=int(query["list"]), standing=query.get("standing", ""))
    keys = list(rows.order_by("number", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        for row in queries.shown_rows(actor, keys=keys[start : start + BATCH]):
            _key, number, name, sex, born, address, standing, person = row
            title = Standing(standing).label if standing else "待比对"
            yield [str(number), str(name), wording.sex(str(sex)), str(born), str(address), title,
                   str(person or "")]  # fmt: skip


def give_pairs(actor: Actor, query: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the pairs an address asks for."""
    found = queries.pairs(actor, **asked_of(dict(query))).order_by("-weight", "pk")
    fields = ("probability", "row__name", "other__name", "person__name", "person__division",
              "office", "standing", "verdict")  # fmt: skip
    for row in list(found.values_list(*fields)):
        chance, delivered, other, name, division, office, standing, verdict = row
        yield [
            f"{chance:.1%}", delivered or other, name, places.path_of(division),
            office_title(office), Standing(standing).label, Verdict(verdict).label,
        ]  # fmt: skip


DELIVERED = declare(
    Register(
        code="delivered",
        title=gettext_lazy("外单位名单"),
        columns=COLUMNS,
        take=actions.take_list,
        take_permit=Permit.PEOPLE_IMPORT,
        heads=ROW_HEADS,
        give=give_rows,
        give_permit=Permit.PEOPLE_IMPORT,
        list_url="/people/matching/",
    )
)
PAIRS = declare(
    Giving(
        code="pairs",
        title=gettext_lazy("疑似同一人"),
        heads=PAIR_HEADS,
        give=give_pairs,
        give_permit=Permit.PEOPLE_IMPORT,
        list_url="/people/matching/queue",
    )
)
