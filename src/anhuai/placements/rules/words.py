"""The words of this room: kinds of stay, where an application stands, what became of an offer."""

from typing import Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit


class BadPlacement(Unfit):
    """What cannot be applied for, offered, signed or recorded; `code` names what is wrong."""


class Kind(Titled):
    """What is applied for."""

    RESIDENTIAL = "residential", "机构入住", "Residential place"
    SHORT_STAY = "short_stay", "短期托养", "Short stay"
    RESPITE = "respite", "喘息服务", "Respite care"
    DAY_CARE = "day_care", "日间照料", "Day care"

    @property
    def takes_bed(self) -> bool:
        """Whether somebody sleeps there: day care needs a place, not a bed for the night."""
        return self is not Kind.DAY_CARE


class Step(Titled):
    """Where an application stands."""

    INQUIRY = "inquiry", "咨询登记", "Inquiry"
    WAITING = "waiting", "轮候中", "Waiting"
    OFFERED = "offered", "已发通知", "Offered"
    ACCEPTED = "accepted", "已接受，待入住", "Accepted"
    ADMITTED = "admitted", "已入住", "Admitted"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    REFUSED = "refused", "不符合条件", "Not eligible"


OPEN: Final = (Step.INQUIRY, Step.WAITING, Step.OFFERED, Step.ACCEPTED)


class Answer(Titled):
    """What became of an offer."""

    OPEN = "open", "待答复", "Waiting for an answer"
    ACCEPTED = "accepted", "已接受", "Accepted"
    DECLINED = "declined", "已谢绝", "Declined"
    EXPIRED = "expired", "逾期未答复", "Not answered in time"
    TAKEN_BACK = "taken_back", "已收回", "Taken back"


class Ending(Titled):
    """Why a stay ended."""

    DISCHARGED = "discharged", "离院", "Discharged"
    TRANSFERRED = "transferred", "转往其他机构", "Moved to another institution"
    DIED = "died", "去世", "Died"
    RESETTLED = "resettled", "机构终止，已安置", "Resettled at closing"


class Away(Titled):
    """Why somebody with a bed is not in it."""

    LEAVE = "leave", "请假外出", "On leave"
    HOSPITAL = "hospital", "住院", "In hospital"


class What(Titled):
    """One line of a stay's course."""

    ADMITTED = "admitted", "入住", "Admitted"
    AWAY = "away", "外出", "Away"
    BACK = "back", "返回", "Back"
    MOVED = "moved", "换床", "Moved to another bed"
    LEVEL = "level", "调整照护等级", "Care level changed"
    ASSESSED = "assessed", "安全风险评估", "Safety risks assessed"
    INCIDENT = "incident", "突发事件", "Incident"
    ENDED = "ended", "结束", "Ended"


class BedState(Titled):
    """What a bed is at an instant: exactly one of these."""

    FREE = "free", "空闲", "Free"
    RESERVED = "reserved", "已预留", "Reserved"
    OCCUPIED = "occupied", "已入住", "Occupied"
    OUT = "out", "停用", "Out of service"


class Severity(Titled):
    """How grave an incident was."""

    MINOR = "minor", "轻微", "Minor"
    INJURY = "injury", "受伤", "Injury"
    GRAVE = "grave", "严重", "Grave"
