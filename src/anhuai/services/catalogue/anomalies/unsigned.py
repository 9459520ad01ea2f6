"""老人没有确认."""

from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], _limits: Limits) -> Iterator[Found]:
    """Yield every service the elder did not confirm themselves."""
    return (Found(one.key) for one in orders if not one.is_signed)


definition = Anomaly(
    title="老人没有确认",
    title_en="Unsigned",
    says="没有老人的签名、语音或确认码；写明例外原因的，也须有人核定。",
    says_en="No signature, voice or code of the elder; an exception with a reason is decided too.",
    told="没有老人本人的签名、语音或确认码",
    told_en="no signature, voice or code of the elder",
    find=find,
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的核查规则，由县里核定"),
    examples=(
        Example("签名确认", (sketch(1),), ()),
        Example("确认码", (sketch(1, confirmed="code"),), ()),
        Example("没有确认", (sketch(1, confirmed="none"),), (1,)),
        Example("例外", (sketch(1, confirmed="exception"),), (1,)),
    ),
)
