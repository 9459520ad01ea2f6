"""意见建议: suggestion."""

from anhuai.desk.rules.tickets import DeskLevel, TicketKind, TicketMove, TicketState
from anhuai.kernel.confidence import Basis, Confidence

definition = TicketKind(
    title="意见建议",
    title_en="Suggestion",
    says="对政策或服务的意见。",
    starts_at=DeskLevel.COUNTY,
    hours=8,
    days=10,
    basis=Basis(
        document="",
        confidence=Confidence.D,
        note="国内未见 12349 工单时限的规定；缺省值为产品约定，由县自定",
    ),
    examples=(
        (TicketState.NEW, TicketMove.TAKE, True),
        (TicketState.NEW, TicketMove.ANSWER, False),
        (TicketState.WORKING, TicketMove.TRANSFER, True),
        (TicketState.ANSWERED, TicketMove.CALL_BACK, True),
        (TicketState.ANSWERED, TicketMove.WITHDRAW, False),
        (TicketState.CLOSED, TicketMove.REOPEN, False),
    ),
)
