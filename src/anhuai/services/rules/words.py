"""The words of a visit."""

from anhuai.facilities.rules import Titled


class Mode(Titled):
    """How somebody is visited (民发〔2022〕73号: in person, by phone, by video)."""

    IN_PERSON = "in_person", "上门", "In person"
    PHONE = "phone", "电话", "By phone"
    VIDEO = "video", "视频", "By video"


class Outcome(Titled):
    """How a visit ended; only a finished one counts, the others are recorded as what they were."""

    DONE = "done", "已探访", "Visited"
    NOT_HOME = "not_home", "无人在家", "Nobody at home"
    REFUSED = "refused", "本人拒绝", "Refused"
    IN_HOSPITAL = "in_hospital", "住院", "In hospital"
    AWAY = "away", "外出或搬走", "Away or moved"
    DIED = "died", "本人已去世", "Has died"
    OTHER = "other", "其他原因未探访", "Not possible, other reason"

    @property
    def is_done(self) -> bool:
        """Whether the person was visited."""
        return self is Outcome.DONE


class Confirmation(Titled):
    """How the elder, or somebody for them, confirmed the visit."""

    SIGNATURE = "signature", "签名", "Signature"
    CODE = "code", "确认码", "Code"
    NONE = "none", "未确认", "Not confirmed"


class ProofKind(Titled):
    """What a file kept with a visit is."""

    PHOTO = "photo", "照片", "Photo"
    SIGNATURE = "signature", "签名", "Signature"


class Doubt(Titled):
    """What about a visit somebody should look at; none of it makes the visit disappear."""

    CLOCK = "clock", "手机时间不准，已按服务器时间校正", "Phone clock off, corrected"
    LATE = "late", "探访后超过 7 天才上传", "Uploaded more than 7 days after"
    NO_POSITION = "no_position", "没有定位，已说明原因", "No position, reason given"
    FAR = "far", "离住处较远，已说明原因", "Far from the house, reason given"
    NO_HOUSE = "no_house", "住处没有登记坐标，无法核对", "The house has no point to compare"
    FAKE = "fake", "定位可疑（精度或坐标不像真实定位）", "Position looks made up"
    TRAVEL = "travel", "与同一人员相邻探访的距离和时间不合理", "Impossible travel between visits"
    UNCONFIRMED = "unconfirmed", "上门没有老人确认", "In person without confirmation"
    WRONG_CODE = "wrong_code", "确认码不对", "Wrong code"
    OFF_LIST = "off_list", "不在当月名单上", "Not on the month's list"


class TargetState(Titled):
    """How somebody on a month's list stands."""

    DONE = "done", "本月已探访", "Visited this month"
    WAITING = "waiting", "未到期", "Not yet due"
    DUE = "due", "已到期", "Due"
    OVERDUE = "overdue", "已逾期", "Overdue"
    DROPPED = "dropped", "已移出名单", "Taken off the list"
