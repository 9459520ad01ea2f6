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
from anhuai.desk.queries.discharges import (
    DISCHARGE_FIELDS,
    SENT_FIELDS,
    discharge,
    discharge_detail,
    discharge_page,
    discharges,
    held_discharges,
    is_recent,
    sent_discharges,
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
from anhuai.desk.queries.video import (
    VIDEO_FIELDS,
    VideoFile,
    open_video_of,
    own_seat,
    seat_of_holder,
    seat_of_link,
    state_of_seat,
    video,
    video_detail,
    video_page,
    video_stamps,
    videos,
    videos_counted,
)
from anhuai.desk.queries.warnings import (
    AreaResult,
    InForce,
    warning,
    warning_results,
    warnings,
    warnings_in_force,
)

__all__ = [
    "CALL_FIELDS", "CARE_FIELDS", "DISCHARGE_FIELDS", "SENT_FIELDS", "TICKET_FIELDS",
    "VIDEO_FIELDS", "AreaResult", "CallFile", "Glance", "InForce", "Knowledge", "Line", "Period",
    "Progress", "TicketFile", "VideoFile", "Waiting", "article", "article_page", "articles", "call",
    "call_detail", "call_page", "calls", "calls_of_person", "calls_stamp", "care_call",
    "care_calls", "care_detail", "care_page", "care_round", "chosen", "counts_of_tickets",
    "discharge", "discharge_detail", "discharge_page", "discharges", "drill", "drills",
    "extension_of", "figures", "glance", "handovers", "held_discharges", "is_recent",
    "late_tickets", "newest_handover", "next_to_call", "of_officers", "of_towns", "open_video_of",
    "own_seat", "progress", "read_article", "ringing", "rounds", "search_articles",
    "seat_of_holder", "seat_of_link", "sent_discharges", "stamp", "state_of_seat", "ticket",
    "ticket_detail", "ticket_page", "tickets", "tickets_of_person", "to_dial", "versions", "video",
    "video_detail", "video_page", "video_stamps", "videos", "videos_counted", "waiting", "warning",
    "warning_results", "warnings", "warnings_in_force",
]  # fmt: skip
