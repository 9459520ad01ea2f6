"""The words of an order."""

from anhuai.facilities.rules import Titled


class OrderState(Titled):
    """Where an order stands, from the wish to the confirmed service."""

    PLACED = "placed", "待匹配", "Placed"
    MATCHED = "matched", "待接单", "Offered to a provider"
    ACCEPTED = "accepted", "已接单", "Accepted"
    ON_THE_WAY = "on_the_way", "在路上", "On the way"
    STARTED = "started", "服务中", "In progress"
    DONE = "done", "待确认", "Done, to be confirmed"
    CONFIRMED = "confirmed", "已确认", "Confirmed"
    CANCELLED = "cancelled", "已取消", "Cancelled"
    NO_SHOW = "no_show", "爽约", "No show"
    DISPUTED = "disputed", "有争议", "Disputed"


class PlacedBy(Titled):
    """Who wanted the service."""

    ELDER = "elder", "老人", "The elder"
    FAMILY = "family", "家属", "The family"
    HOTLINE = "hotline", "服务热线", "The hotline"
    WORKER = "worker", "工作人员", "A worker"
    CARE_PLAN = "care_plan", "照护计划", "A care plan"
    ENTITLEMENT = "entitlement", "政策待遇", "An entitlement"


class Payer(Titled):
    """Who pays a share of an order."""

    GOVERNMENT = "government", "政府购买", "Government purchase"
    SUBSIDY = "subsidy", "服务补贴", "Service subsidy"
    VOUCHER = "voucher", "消费券", "Voucher"
    SELF = "self", "本人自付", "The person"
    FAMILY = "family", "家属付", "The family"
    DONATION = "donation", "慈善捐助", "Donation"


class Moment(Titled):
    """When a proof was taken."""

    START = "start", "开始服务", "Start"
    FINISH = "finish", "结束服务", "Finish"


class Confirmed(Titled):
    """How the elder, or somebody for them, confirmed the service."""

    SIGNATURE = "signature", "签名", "Signature"
    VOICE = "voice", "语音", "Voice"
    CODE = "code", "确认码", "Code"
    ONLINE = "online", "本人或家属网上确认", "Online, by the elder or family"
    EXCEPTION = "exception", "例外（已说明原因）", "Exception with a reason"
    NONE = "none", "未确认", "Not confirmed"


class PieceKind(Titled):
    """What a file kept with an order is."""

    PHOTO = "photo", "照片", "Photo"
    SIGNATURE = "signature", "签名", "Signature"
    VOICE = "voice", "语音", "Voice"


class OrderDoubt(Titled):
    """What about an order somebody should look at; none of it makes the service disappear."""

    CLOCK = "clock", "手机时间不准，已按服务器时间校正", "Phone clock off, corrected"
    LATE = "late", "服务后超过 7 天才上传", "Uploaded more than 7 days after"
    NO_POSITION = "no_position", "没有定位，已说明原因", "No position, reason given"
    FAR = "far", "离住处较远，已说明原因", "Far from the house, reason given"
    NO_HOUSE = "no_house", "住处没有登记坐标，无法核对", "The house has no point to compare"
    FAKE = "fake", "定位可疑（精度或坐标不像真实定位）", "Position looks made up"
    TRAVEL = "travel", "与同一人员相邻服务的距离和时间不合理", "Impossible travel between orders"
    SHORT = "short", "时长不足标准的一半", "Less than half the standard time"
    STEPS = "steps", "必做步骤没有做全", "A required step was left out"
    DAY = "day", "不在约定的日期", "Not on the day agreed"
    EXCEPTION = "exception", "没有老人确认，已说明原因", "No confirmation, reason given"
