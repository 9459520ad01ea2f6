"""The words of nurseries: kinds of care, states, checks, incidents."""

from anhuai.facilities.rules import Titled


class Care(Titled):
    """How a child is booked (standards/08: 全日托、半日托、计时托、临时托)."""

    FULL_DAY = "full_day", "全日托", "Full-day"
    MORNING = "morning", "半日托（上午）", "Half-day, mornings"
    AFTERNOON = "afternoon", "半日托（下午）", "Half-day, afternoons"
    HOURLY = "hourly", "计时托", "Hourly"
    OCCASIONAL = "occasional", "临时托", "Occasional"

    @property
    def is_standing(self) -> bool:
        """Whether it holds a place day after day; the others are booked by the day and hour."""
        return self in (Care.FULL_DAY, Care.MORNING, Care.AFTERNOON)

    @property
    def halves(self) -> tuple[bool, bool]:
        """Return whether it takes the morning and whether it takes the afternoon."""
        return (
            self in (Care.FULL_DAY, Care.MORNING),
            self in (Care.FULL_DAY, Care.AFTERNOON),
        )


STANDING = tuple(one for one in Care if one.is_standing)
BY_HOUR = tuple(one for one in Care if not one.is_standing)


class State(Titled):
    """Where an application stands."""

    WAITING = "waiting", "轮候中", "Waiting"
    OFFERED = "offered", "已通知录取", "Offered a place"
    ENROLLED = "enrolled", "已入托", "Enrolled"
    DECLINED = "declined", "放弃名额", "Gave the place up"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"

    @property
    def is_live(self) -> bool:
        """Whether the child still waits or holds an offer."""
        return self in (State.WAITING, State.OFFERED)


LIVE = tuple(str(one) for one in State if one.is_live)


class OfferState(Titled):
    """Where an offer stands."""

    OPEN = "open", "等待答复", "Awaiting the answer"
    ACCEPTED = "accepted", "已接受，待办理入托", "Accepted, to be enrolled"
    USED = "used", "已办理入托", "Enrolled on it"
    DECLINED = "declined", "已放弃", "Declined"
    LAPSED = "lapsed", "逾期失效", "Lapsed"


KEEPING = (str(OfferState.OPEN), str(OfferState.ACCEPTED))
"""Offers in these states keep their seat."""


class Mode(Titled):
    """How applicants are ordered."""

    RULES = "rules", "按公布的规则排序", "By the published rules"
    DRAW = "draw", "同等条件摇号", "By draw among equals"


class Vaccination(Titled):
    """What the vaccination book showed when it was checked."""

    COMPLETE = "complete", "已按程序接种", "Complete for the age"
    BEHIND = "behind", "有漏种，已督促补种", "Behind: told to catch up"
    EXEMPT = "exempt", "有医学禁忌", "Medically exempt"


class Part(Titled):
    """Which of the day's two health checks (管理规范 art. 24)."""

    MORNING = "morning", "晨检", "Morning check"
    NOON = "noon", "午检", "Noon check"


class Seen(Titled):
    """What a check found."""

    WELL = "well", "正常", "Well"
    WATCH = "watch", "需观察", "To be watched"
    HOME = "home", "通知家长接回", "Parents called to fetch"


class Happening(Titled):
    """Kinds of incidents."""

    INJURY = "injury", "意外伤害", "Injury"
    ILLNESS = "illness", "突发疾病", "Sudden illness"
    ALLERGY = "allergy", "过敏反应", "Allergic reaction"
    STRANGER = "stranger", "未授权人员接领", "Pick-up by somebody not authorised"
    ABUSE = "abuse", "疑似虐待", "Suspected abuse"
    OTHER = "other", "其他", "Other"


class Relation(Titled):
    """What somebody who may fetch a child is of it."""

    PARENT = "parent", "父母", "Parent"
    GRANDPARENT = "grandparent", "祖父母、外祖父母", "Grandparent"
    RELATIVE = "relative", "其他亲属", "Other relative"
    ENTRUSTED = "entrusted", "受托人", "Entrusted"
