"""What a care worker's phone tells of an order: begun, ended, confirmed, or nobody there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anhuai.facilities.rules import Titled
from anhuai.services.rules.ordering_words import Confirmed
from anhuai.services.rules.visiting import Position


class DeedKind(Titled):
    """What was done with an order."""

    START = "start", "开始服务", "Start"
    FINISH = "finish", "结束服务", "Finish"
    CONFIRM = "confirm", "老人确认", "Confirmed"
    MISSED = "missed", "没有服务成", "Not served"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing done with an order, by the phone's clock; `client` is its id for ever."""

    client: UUID
    order: int
    kind: DeedKind
    at: datetime
    position: Position | None = None
    reason: str = ""
    """Why far away, without a position, without a confirmation, or not served."""
    steps: tuple[str, ...] = ()
    units: int = 0
    how: Confirmed = Confirmed.NONE
    code: str = ""
