"""Reads of the desk; each scoped to its actor."""

from anhuai.desk.queries.articles import (
    Knowledge,
    article,
    article_page,
    articles,
    read_article,
    search_articles,
    versions,
)
from anhuai.desk.queries.board import Glance, Waiting, glance, stamp, waiting
from anhuai.desk.queries.calls import (
    CALL_FIELDS,
    CallFile,
    call,
    call_detail,
    call_page,
    calls,
    calls_of_person,
    calls_stamp,
    extension_of,
    ringing,
    to_dial,
)
from anhuai.desk.queries.caring import (
    CARE_FIELDS,
    Progress,
    care_call,
    care_calls,
    care_detail,
    care_page,
    care_round,
    chosen,
    next_to_call,
    progress,
    rounds,
)
from anhuai.desk.queries.duty import drill, drills, handovers, newest_handover
from anhuai.desk.queries.figures import Line, Period, figures, of_officers, of_towns
from anhuai.desk.queries.tickets import (
    TICKET_FIELDS,
    TicketFile,
    counts_of_tickets,
    late_tickets,
    ticket,
    ticket_detail,
    ticket_page,
    tickets,
    tickets_of_person,
)

__all__ = [
    "CALL_FIELDS", "CARE_FIELDS", "TICKET_FIELDS", "CallFile", "Glance", "Knowledge", "Line",
    "Period", "Progress", "TicketFile", "Waiting", "article", "article_page", "articles", "call",
    "call_detail", "call_page", "calls", "calls_of_person", "calls_stamp", "care_call",
    "care_calls", "care_detail", "care_page", "care_round", "chosen", "counts_of_tickets", "drill",
    "drills", "extension_of", "figures", "glance", "handovers", "late_tickets", "newest_handover",
    "next_to_call", "of_officers", "of_towns", "progress", "read_article", "ringing", "rounds",
    "search_articles", "stamp", "ticket", "ticket_detail", "ticket_page", "tickets",
    "tickets_of_person", "to_dial", "versions", "waiting",
]  # fmt: skip
