"""What a chapter is for, by the words of its heading."""

import re
from enum import StrEnum
from typing import Final

_SAFEGUARD: Final = re.compile(
    r"保障(?:措施|机制)|(?<!社会)(?<!兜底)(?<!养老)(?<!医疗)(?<!救助)(?<!生活)(?<!基本)(?<!权益)(?<!福利)"
    r"(?<!住房)(?<!服务)(?<!待遇)(?<!托底)保障(?!制度|水平|网|能力|标准|服务|供给|功能|对象|人群|范围|[^，。]{0,8}(?:权益|需求|生活|老年人|儿童|群体|困难))"
    r"|组织实施|组织领导|工作要求|实施机制|督促|监督检查|组织管理|组织推进|组织落实|抓好落实|推进机制"
)
_AFTER: Final = re.compile(
    r"^(?:(?:有关|相关|具体|落实|几点|实施|推进|组织)?要求|(?:加强|强化)(?:组织|领导)|(?:加强)?(?:监督|督查|督导)?考核)$"
)
"""Behind the tasks these heads are how they are seen to, not goals."""
_ASIDE: Final = re.compile(
    r"(?:实施|工作|推进|进度|阶段|方法)(?:步骤|安排|阶段)|时间安排|进度安排|^附则$|^其他$|^其它$|有效期|施行日期|起施行|负责解释|名词解释|^组织机构$|工作流程"
)
_DO: Final = re.compile(
    "扩大|优化|强化|深化|促进|支持|鼓励|培育|壮大|打造|引导|规范|实施|开展|建设|建立|落实|补齐|拓展|夯实|营造|激发|创新"
    "|统筹|推动|织密|守牢|释放|丰富|积极|着力|持续|大力|切实|全面|聚力|聚焦|增强|增加|做好|抓好|严格|畅通|保障|改善|建好|办好|管好|用好|关爱|完成|改造|新建|新增|加大|给予|加快|放宽|降低|优先|完善|健全|提升|提高|加强|推进|构建|落实"
)
BACKGROUND: Final = re.compile(
    "背景|基础|现状|形势|成就|成效|成绩|回顾|问题|机遇|挑战|基本情况|工作情况|取得|发展环境|发展条件|概况|进展"
)
GOAL: Final = re.compile("目标|要求|思路|思想|原则|指标")
_TASK: Final = re.compile(
    "任务|重点|举措|措施|政策|工程|行动|项目|工作内容|推进|构建|完善|健全|提升|加强|发展"
)


class Zone(StrEnum):
    """What a stretch of a plan is for."""

    HEAD = "head"
    BACKGROUND = "background"
    GOAL = "goal"
    TASK = "task"
    SAFEGUARD = "safeguard"
    ANNEX = "annex"


def zone_of(title: str, before: Zone) -> Zone:
    """Return what a chapter is for by its heading, and by what came before it."""
    behind = before in (Zone.TASK, Zone.SAFEGUARD)
    if _SAFEGUARD.search(title) or (behind and _AFTER.search(title)):
        return Zone.SAFEGUARD
    if _ASIDE.search(title):
        return Zone.GOAL
    if behind and _DO.match(title):
        return before if before is Zone.SAFEGUARD and not _TASK.search(title) else Zone.TASK
    for pattern, zone in ((BACKGROUND, Zone.BACKGROUND), (GOAL, Zone.GOAL), (_TASK, Zone.TASK)):
        if pattern.search(title) and not (
            zone is Zone.BACKGROUND and before in (Zone.GOAL, Zone.TASK)
        ):
            return zone
    if before is Zone.SAFEGUARD:
        return Zone.SAFEGUARD if _DO.match(title) else Zone.GOAL
    return Zone.TASK if before in (Zone.GOAL, Zone.TASK) or _DO.match(title) else Zone.GOAL


def inner(title: str, outer: Zone) -> Zone:
    """Return what a section of a chapter on goals or background is for."""
    for pattern, zone in ((GOAL, Zone.GOAL), (BACKGROUND, Zone.BACKGROUND)):
        if pattern.search(title):
            return zone
    return outer
