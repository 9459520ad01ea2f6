"""危及生命: kin and duty officers at once, then the village, then the county, until answered."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.notices.rules import Channel
from anhuai.response.rules import Chain, Step, To

definition = Chain(
    title="危及生命的呼叫",
    title_en="Life-threatening call",
    severities=(1,),
    steps=(
        Step("", (To.DUTY, To.KIN)),
        Step("response.escalate_first", (To.DUTY, To.VILLAGE, To.TOWN)),
        Step("response.escalate_next", (To.DUTY, To.VILLAGE, To.TOWN, To.COUNTY)),
    ),
    repeats=True,
    kin_by=(Channel.SMS, Channel.VOICE),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="同时通知家人、站点、居委会和邻居见北京 2021 年应急呼叫意见（检索所见，原文未核）",
    ),
    examples=((0, (To.DUTY, To.KIN)), (9, (To.DUTY, To.VILLAGE, To.TOWN, To.COUNTY))),
)
