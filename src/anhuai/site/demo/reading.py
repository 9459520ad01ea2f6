"""A short plan of the demo county, invented, read by the reader and half confirmed."""

from typing import Final

from anhuai.plans import actions, queries
from anhuai.platform.acting import Actor
from anhuai.site.demo.facts import Facts

_NAME: Final = "全县养老托育服务提升实施方案（演示）.txt"
_TEXT: Final = """{county}人民政府办公室
关于印发《{county}养老托育服务提升实施方案（2026—2028年）》的通知
各镇人民政府，县政府各部门：
现将《{county}养老托育服务提升实施方案（2026—2028年）》印发给你们，请认真抓好落实。
{county}人民政府办公室
2026年3月18日
{county}养老托育服务提升实施方案（2026—2028年）
本文为演示而编写，不是任何机关的文件。
一、基本情况
截至2025年底，全县60岁以上老年人23900人，占常住人口的17%。养老床位由2020年的1100张增加到2025年的1320张，增长16.7%。护理员持证上岗率达到92%。
二、总体目标
到2028年，全县养老机构护理型床位占比达到60%以上，社区日间照料中心覆盖率达到95%，每千名老年人拥有养老床位达到55张，特殊困难老年人月探访率达到100%，每千人口拥有3岁以下婴幼儿托位数达到4.6个。
三、重点任务
（一）健全养老服务网络
1.建设镇级综合养老服务中心。2027年底前，新建镇级综合养老服务中心3个，每个镇至少建成1个老年助餐点，改造提升日间照料中心12个。（牵头单位：县民政局；责任单位：县财政局、住房和城乡建设局，各镇人民政府）
2.实施居家适老化改造。每年完成特殊困难老年人家庭适老化改造150户，到2028年累计完成450户。（县民政局牵头，县残联、县住房和城乡建设局配合）
3.提升护理能力。力争到2028年，护理员持证上岗率达到98%以上，每年培训养老护理员不少于200人次，养老护理员岗前培训率达到100%。（牵头单位：县民政局；责任单位：县人力资源和社会保障局、卫生健康局）
（二）发展普惠托育服务
4.增加托位供给。2028年底前，新增普惠托位120个，建成县托育综合服务中心，社区托育服务覆盖率达到60%。（牵头单位：县卫生健康局；责任单位：县发展和改革局、教育局，各镇人民政府）
5.规范服务管理。建立托育机构备案制度和养老服务信用体系，搭建“一老一小”信息平台。（县卫生健康局、县民政局按职责分工负责）
四、保障措施
（一）加强组织领导。建立联席会议制度，定期研究解决问题。
（二）强化资金保障。县级福利彩票公益金不低于60%用于发展养老服务，计划实施项目4个，总投资5200万元。
附件
{county}养老托育重点项目清单
序号\t项目名称\t建设性质\t建设年限\t建设内容\t总投资（万元）
1\t镇级综合养老服务中心\t新建\t2026-2027\t新建综合养老服务中心4个，建筑面积4800平方米，设置床位80张。\t2400
2\t县托育综合服务中心\t新建\t2027-2028\t建筑面积3000平方米，设置托位120个。\t1800
3\t日间照料中心改造提升\t改扩建\t2026-2028\t对12个已建日间照料中心进行改造提升。\t900
合计\t\t\t\t\t5200
"""


def read_example(facts: Facts, officer: Actor) -> int:
    """Give the document, read it, decide half of its items as an officer would; return its key."""
    document = actions.give_document(
        officer, name=_NAME, division=facts.code, text=_TEXT.format(county=facts.name)
    )
    actions.read_now(officer, document=document.pk)
    for draft in queries.drafts(officer, document):
        for kind in ("indicator", "task"):
            sure = list(queries.items(officer, draft, kind=kind).order_by("-confidence", "pk"))
            for item in sure[: len(sure) // 2]:
                actions.decide_item(officer, item=item.pk, what="accepted", version=item.version)
    return document.pk
