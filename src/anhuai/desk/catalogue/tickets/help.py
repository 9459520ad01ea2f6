"""求助: plea for help."""

from anhuai.desk.rules.tickets import DeskLevel, TicketKind, TicketMove, TicketState
from anhuai.kernel.confidence import Basis, Confidence

definition = TicketKind(
    title="求助",
    title_en="Plea for help",
    says="生活困难、走失、断水断电等；危及生命的立即转呼叫处置。",
    starts_at=DeskLevel.TOWN,
    hours=1,
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
