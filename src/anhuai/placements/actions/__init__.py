"""Writes to placements: applying, offering, moving in and on, reporting."""

from anhuai.placements.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.placements.actions.applying import Asking, amend, apply, refuse, renew, withdraw
from anhuai.placements.actions.billing import Drawn, draw_bills, settle_bill, void_bill
from anhuai.placements.actions.custody import correct_balance, record_balance
from anhuai.placements.actions.importing import take_residents
from anhuai.placements.actions.moving import (
    Papers,
    Risks,
    admit,
    assess_risks,
    change_level,
    come_back,
    discharge,
    end_for_death,
    go_away,
    move_bed,
    restore_after_death,
)
from anhuai.placements.actions.offering import (
    accept,
    decline,
    expire_offers,
    offer,
    take_back,
)
from anhuai.placements.actions.prepaying import (
    Sum,
    record_assets,
    refund_prepayment,
    set_off_bill,
    take_prepayment,
)
from anhuai.placements.actions.reporting import Happening, record_incident, report_day
from anhuai.placements.actions.reports_in import take_reports
from anhuai.placements.rules.words import BadPlacement

__all__ = [
    "Asking",
    "BadPlacement",
    "Drawn",
    "Happening",
    "Papers",
    "Risks",
    "Sum",
    "accept",
    "admit",
    "amend",
    "apply",
    "assess_risks",
    "change_level",
    "come_back",
    "correct_balance",
    "decline",
    "discharge",
    "draw_bills",
    "end_for_death",
    "expire_offers",
    "go_away",
    "move_bed",
    "offer",
    "record_assets",
    "record_balance",
    "record_incident",
    "refund_prepayment",
    "refuse",
    "renew",
    "report_day",
    "restore_after_death",
    "set_off_bill",
    "settle_bill",
    "take_back",
    "take_prepayment",
    "take_reports",
    "take_residents",
    "void_bill",
    "withdraw",
]
