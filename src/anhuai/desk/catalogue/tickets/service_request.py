"""服务需求: service request."""

from anhuai.desk.rules.tickets import DeskLevel, TicketKind, TicketMove, TicketState
from anhuai.kernel.confidence import Basis, Confidence

definition = TicketKind(
    title="服务需求",
    title_en="Service request",
    says="要助餐、助浴、巡访、维修等服务。",
    starts_at=DeskLevel.TOWN,
    hours=4,
    days=3,
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
