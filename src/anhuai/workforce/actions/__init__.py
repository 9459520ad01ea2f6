"""Writes to the workforce: posts, papers, record checks, courses, badges."""

from anhuai.workforce.actions.badges import Issued, issue_badge, withdraw_badge
from anhuai.workforce.actions.checking import record_check, retract_check
from anhuai.workforce.actions.courses import (
    call_off_course,
    hold_course,
    invite,
    plan_course,
    uninvite,
)
from anhuai.workforce.actions.honouring import add_honour, retract_honour
from anhuai.workforce.actions.register import (
    TRAINED_AT_ONCE,
    BadPost,
    Revealed,
    add_certificate,
    edit_worker,
    end_post,
    hire,
    posts_at,
    record_training,
    reveal_phone,
)
from anhuai.workforce.actions.verifying import verify

__all__ = [
    "TRAINED_AT_ONCE",
    "BadPost",
    "Issued",
    "Revealed",
    "add_certificate",
    "add_honour",
    "call_off_course",
    "edit_worker",
    "end_post",
    "hire",
    "hold_course",
    "invite",
    "issue_badge",
    "plan_course",
    "posts_at",
    "record_check",
    "record_training",
    "retract_check",
    "retract_honour",
    "reveal_phone",
    "uninvite",
    "verify",
    "withdraw_badge",
]
