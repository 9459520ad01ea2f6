"""咨询: inquiry."""

from anhuai.desk.rules.tickets import DeskLevel, TicketKind, TicketMove, TicketState
from anhuai.kernel.confidence import Basis, Confidence

definition = TicketKind(
    title="咨询",
    title_en="Inquiry",
    says="问政策、标准、办事地点和材料；知识库能答的当场答复。",
    starts_at=DeskLevel.COUNTY,
    hours=4,
    days=1,
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
