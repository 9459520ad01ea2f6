"""投诉: complaint."""

from anhuai.desk.rules.tickets import DeskLevel, TicketKind, TicketMove, TicketState
from anhuai.kernel.confidence import Basis, Confidence

definition = TicketKind(
    title="投诉",
    title_en="Complaint",
    says="对机构、服务商或工作人员不满意；不转给被投诉的单位办理。",
    starts_at=DeskLevel.COUNTY,
    hours=4,
    days=5,
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
