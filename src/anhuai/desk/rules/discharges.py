"""A hospital's notice that somebody went home: what it says, and where it stands."""

from dataclasses import dataclass
from datetime import date

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

MOST = 500
LIST = "discharged"


class BadDischarge(Unfit):
    """A notice that cannot be dealt with; codes: many, state, note, person."""


class DischargeState(Titled):
    """Where a notice stands; what is held waits for an officer, and is never dropped."""

    LISTED = "listed", "已对上本人", "Matched"
    UNKNOWN = "unknown", "查无此人", "Nobody of this number"
    NUMBER = "number", "证件号有误", "Number is wrong"
    NAME = "name", "姓名不符", "Name differs"
    DEAD = "dead", "登记已故", "Recorded as dead"
    DAY = "day", "日期有误", "Day is wrong"
    YOUNG = "young", "不满年龄", "Too young"
    DISMISSED = "dismissed", "不必处理", "Dismissed"


HELD = (
    DischargeState.UNKNOWN, DischargeState.NUMBER, DischargeState.NAME, DischargeState.DEAD,
    DischargeState.DAY,
)  # fmt: skip
SENTENCES = {
    DischargeState.LISTED: (
        "已在本县登记的人员中找到，出院后按天数列入“出院老年人”名单。",
        "Found in the county's register; on the list of the discharged for the days set.",
    ),
    DischargeState.UNKNOWN: (
        "本县登记的人员中没有这个身份证号；通知已留存，等工作人员核对，登记后自动对上。",
        "Nobody on record has this ID number; it is kept, and found once the person is recorded.",
    ),
    DischargeState.NUMBER: (
        "身份证号不完整或校验不对；通知已留存，请更正后用同一编号重发。",
        "The ID number is incomplete or fails its check; kept: send it again, same serial.",
    ),
    DischargeState.NAME: (
        "身份证号对得上，姓名与登记的不同；通知已留存，等工作人员核对。",
        "The ID number is known under another name; kept until an officer has looked.",
    ),
    DischargeState.DEAD: (
        "登记中此人已故；通知已留存，请核对是否同一人。",
        "The person is recorded as dead; kept: check whether it is the same person.",
    ),
    DischargeState.DAY: (
        "出院日期晚于今天；通知已留存，请更正后用同一编号重发。",
        "The day of discharge is still to come; kept: send it again under the same serial.",
    ),
    DischargeState.YOUNG: (
        "不满“出院老年人”名单的年龄，不列入。",
        "Younger than the list of the discharged begins; not listed.",
    ),
    DischargeState.DISMISSED: ("工作人员看过，不必处理。", "An officer has looked: nothing to do."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it came: the number and name as the hospital wrote them."""

    identity: str
    name: str
    discharged_on: date
    hospital: str
    serial: str = ""
