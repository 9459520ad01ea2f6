"""Facilities as the national institution sheet has them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from anhuai.facilities.catalogue import KINDS, LAYOUTS, kinds_of
from anhuai.facilities.models import Bed, Licence, Mark, Service
from anhuai.facilities.queries.scoped import chosen, in_force, within_scope
from anhuai.facilities.rules import BedUse, Group, Ownership, Status
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit

SHEET = LAYOUTS["institution"]
_SERVICES = {
    "home_care_bed": "home_care_bed", "home_meal": "meal_aid", "home_clean": "cleaning_aid",
    "home_walk": "mobility_aid", "home_bath": "bathing_aid", "home_rehab": "rehabilitation",
    "home_medical": "medical_aid", "home_visit": "visiting", "community_day_care": "day_care",
    "community_meal_table": "meal_aid", "community_culture": "culture",
    "community_time_bank": "time_bank", "community_rehab": "rehabilitation",
}  # fmt: skip
_LICENCES = {
    "fire_pass": "fire_safety", "food_licence": "food", "medical_licence": "medical",
    "liability_insurance": "liability_insurance", "filed": "elderly_care_filing",
}  # fmt: skip
_MARKS = {
    "tekun_home": "admits_tekun", "medical_own": "in_house_clinic",
    "medical_contract": "medical_contract",
}  # fmt: skip
_COLUMNS = (
    "pk", "kind", "name", "opened", "division", "address", "longitude", "latitude", "ownership",
    "social_credit_code", "phone", "building_area", "land_area", "status",
)  # fmt: skip


def sheet_kinds() -> tuple[str, ...]:
    """Return the kinds of facilities the sheet is about: those of elderly care."""
    return (*kinds_of(Group.ELDERLY_RESIDENTIAL), *kinds_of(Group.ELDERLY_COMMUNITY))


def sheet_rows(actor: Actor, *, on: date) -> list[list[str]]:
    """Return the facilities in scope as rows of the national sheet, closed ones left out."""
    rows = chosen(within_scope(actor, Permit.FACILITIES_EXPORT), on, {"kinds": sheet_kinds()})
    found = rows.exclude(status=Status.CLOSED).order_by("division", "pinyin", "pk")
    facts = [dict(zip(_COLUMNS, row, strict=True)) for row in found.values_list(*_COLUMNS)]
    dated = _Dated([one["pk"] for one in facts], on)
    return [SHEET.row(_cells(one, dated)) for one in facts]


class _Dated:
    """Beds, services, licences and marks in force, by facility."""

    def __init__(self, ids: Sequence[int], on: date) -> None:
        held = in_force(on)
        self.beds: dict[int, list[bool]] = defaultdict(list)
        for key, nursing in Bed.objects.filter(held, facility__in=ids).values_list(
            "facility", "nursing"
        ):
            self.beds[key].append(nursing)
        self.services: dict[int, set[str]] = defaultdict(set)
        for key, code in Service.objects.filter(held, facility__in=ids).values_list(
            "facility", "code"
        ):
            self.services[key].add(code)
        self.licences: dict[int, dict[str, date]] = defaultdict(dict)
        for key, kind, since in Licence.objects.filter(held, facility__in=ids).values_list(
            "facility", "kind", "since"
        ):
            self.licences[key][kind] = since
        self.marks: dict[int, dict[str, str]] = defaultdict(dict)
        for key, code, grade in Mark.objects.filter(held, facility__in=ids).values_list(
            "facility", "code", "grade"
        ):
            self.marks[key][code] = grade


def _cells(one: Mapping[str, Any], dated: _Dated) -> dict[str, str]:
    key, kind = one["pk"], KINDS[one["kind"]]
    beds, marks, licences = dated.beds[key], dated.marks[key], dated.licences[key]
    is_day = kind.beds is BedUse.DAY
    given = {
        "credit_code": one["social_credit_code"], "type": kind.title, "name": one["name"],
        "founded": one["opened"], "area_code": one["division"], "address": one["address"],
        "longitude": one["longitude"], "latitude": one["latitude"], "grade": marks.get("star", ""),
        "contact": one["phone"], "beds_full": "" if is_day else len(beds),
        "beds_day": len(beds) if is_day else "", "beds_nursing": sum(beds),
        "beds_total": len(beds), "building_area": one["building_area"],
        "land_area": one["land_area"], "nature_1": Ownership(one["ownership"]).title_zh,
        "status": Status(one["status"]).title_zh,
        "regional_centre": _flag(is_it=one["kind"] == "regional_elderly_service_centre"),
        "filed_on": licences.get("elderly_care_filing", ""),
    }  # fmt: skip
    flags = {name: code in dated.services[key] for name, code in _SERVICES.items()}
    flags |= {name: code in licences for name, code in _LICENCES.items()}
    flags |= {name: code in marks for name, code in _MARKS.items()}
    given |= {name: _flag(is_it=is_it) for name, is_it in flags.items()}
    return {name: "" if value is None else str(value) for name, value in given.items()}


def _flag(*, is_it: bool) -> str:
    return "是" if is_it else "否"
