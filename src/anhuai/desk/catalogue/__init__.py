"""What the desk knows by definition: tickets, wrap-ups, care lists and scripts, targets."""

from collections.abc import Mapping
from typing import Final

from anhuai.desk.rules.calls import WrapUp
from anhuai.desk.rules.caring import CareList, Script
from anhuai.desk.rules.figures import Target
from anhuai.desk.rules.tickets import TicketKind
from anhuai.kernel.catalogue import load

TICKETS: Final[Mapping[str, TicketKind]] = load("anhuai.desk.catalogue.tickets", TicketKind)
WRAP_UPS: Final[Mapping[str, WrapUp]] = load("anhuai.desk.catalogue.wrap_ups", WrapUp)
CARE_LISTS: Final[Mapping[str, CareList]] = load("anhuai.desk.catalogue.care_lists", CareList)
SCRIPTS: Final[Mapping[str, Script]] = load("anhuai.desk.catalogue.scripts", Script)
TARGETS: Final[Mapping[str, Target]] = load("anhuai.desk.catalogue.targets", Target)
