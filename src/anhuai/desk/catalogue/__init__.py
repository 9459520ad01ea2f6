"""What the desk knows by definition: tickets, wrap-ups, care lists, scripts, targets, weather."""

from collections.abc import Mapping
from typing import Final

from anhuai.desk.rules.calls import WrapUp
from anhuai.desk.rules.caring import CareList, Script
from anhuai.desk.rules.figures import Target
from anhuai.desk.rules.tickets import TicketKind
from anhuai.desk.rules.warnings import WeatherKind
from anhuai.kernel.catalogue import load

TICKETS: Final[Mapping[str, TicketKind]] = load("anhuai.desk.catalogue.tickets", TicketKind)
WRAP_UPS: Final[Mapping[str, WrapUp]] = load("anhuai.desk.catalogue.wrap_ups", WrapUp)
CARE_LISTS: Final[Mapping[str, CareList]] = load("anhuai.desk.catalogue.care_lists", CareList)
SCRIPTS: Final[Mapping[str, Script]] = load("anhuai.desk.catalogue.scripts", Script)
TARGETS: Final[Mapping[str, Target]] = load("anhuai.desk.catalogue.targets", Target)
WARNINGS: Final[Mapping[str, WeatherKind]] = load("anhuai.desk.catalogue.warnings", WeatherKind)
