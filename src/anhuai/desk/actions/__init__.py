"""Writes of the desk; each one audited action."""

from anhuai.desk.actions import settings as _settings  # noqa: F401 - declares
from anhuai.desk.actions import voice as _voice  # noqa: F401 - declares
from anhuai.desk.actions.articles import (
    approve_article,
    draft_article,
    edit_article,
    end_article,
    propose_article,
    return_article,
)
from anhuai.desk.actions.calls import (
    answered,
    call_for_help,
    dial,
    dialled,
    hung_up,
    identify,
    log_call,
    pick_up,
    reconcile,
    reveal_number,
    ring,
    sit_at,
    wrap_up,
)
from anhuai.desk.actions.caring import (
    add_to_round,
    end_round,
    not_reached,
    record_answers,
    skip,
    start_round,
)
from anhuai.desk.actions.discharges import (
    Received,
    dismiss_discharge,
    look_again,
    match_discharge,
    receive_discharges,
)
from anhuai.desk.actions.duty import (
    BadDuty,
    begin_drill,
    end_drill,
    take_handover,
    write_handover,
)
from anhuai.desk.actions.helping import holders_over, later, tell_further
from anhuai.desk.actions.tickets import (
    answer_ticket,
    call_back,
    note_ticket,
    open_ticket,
    take_ticket,
    ticket_to_case,
    transfer_ticket,
    urge_ticket,
    withdraw_ticket,
)
from anhuai.desk.actions.video import (
    Answer,
    Invited,
    answer_invitation,
    begin_video,
    end_video,
    exchange,
    invite,
    lapse_video,
    sit_down,
    stand_up,
)
from anhuai.desk.actions.warnings import lift_warning, settle_warning, warn

__all__ = [
    "Answer", "BadDuty", "Invited", "Received", "add_to_round", "answer_invitation",
    "answer_ticket", "answered", "approve_article", "begin_drill", "begin_video", "call_back",
    "call_for_help", "dial", "dialled", "dismiss_discharge", "draft_article", "edit_article",
    "end_article", "end_drill", "end_round", "end_video", "exchange", "holders_over", "hung_up",
    "identify", "invite", "lapse_video", "later", "lift_warning", "log_call", "look_again",
    "match_discharge", "not_reached", "note_ticket", "open_ticket", "pick_up", "propose_article",
    "receive_discharges", "reconcile", "record_answers", "return_article", "reveal_number", "ring",
    "settle_warning", "sit_at", "sit_down", "skip", "stand_up", "start_round", "take_handover",
    "take_ticket", "tell_further", "ticket_to_case", "transfer_ticket", "urge_ticket", "warn",
    "withdraw_ticket", "wrap_up", "write_handover",
]  # fmt: skip
