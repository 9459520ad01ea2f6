"""People, facilities and workers of another town, each named so that any leak shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import quote
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core import signing

from anhuai.assessments import actions as assessments
from anhuai.assessments import queries as assessment_queries
from anhuai.assessments.catalogue import SCALES
from anhuai.benefits import actions as benefits
from anhuai.benefits.models import (
    Declared,
    Finding,
    InstitutionDue,
    Photo,
    Restatement,
    Run,
    StandardChange,
)
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.cases import actions as cases
from anhuai.childcare import actions as childcare
from anhuai.childcare.models import Enrolment, Nursery
from anhuai.civil import actions as civil
from anhuai.civil.rules import OrganisationFacts, OrganisationField, OrganisationKind
from anhuai.desk import actions as desk
from anhuai.desk.rules.discharges import Told
from anhuai.desk.rules.warnings import WarningFacts
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import (
    FacilityFacts,
    FilingPapers,
    FilingWhat,
    Ownership,
    WorksFacts,
    WorksKind,
)
from anhuai.facilities.rules.childcare import ChildcareClass, ClassPlaces
from anhuai.funds import actions as funds
from anhuai.funds.models import Claim
from anhuai.funds.rules.books import Pot, Unit
from anhuai.funds.rules.settling import Batch, Due
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.identity import make_citizen_id
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.people.models import OfficeList, Pair, Person
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, Joining, PersonFacts
from anhuai.people.rules.kin import Relation
from anhuai.placements import actions as placements
from anhuai.placements.models import (
    Application,
    Bill,
    CustodyBalance,
    Hold,
    NetAssets,
    Offer,
    Prepayment,
    Stay,
)
from anhuai.placements.rules.words import Severity
from anhuai.places import actions as places
from anhuai.places.actions import Part
from anhuai.places.rules import Kind
from anhuai.plans import actions as plans
from anhuai.plans.models import Department as PlanDepartment
from anhuai.platform import audit, clock, departments, dictionaries, files, holidays, parameters
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.api import digest_of
from anhuai.platform.models import (
    Account,
    Announcement,
    ApiKey,
    Delegation,
    Delivery,
    Import,
    Job,
    LegalHold,
    Message,
    Notice,
    Organisation,
    Receiver,
    RetentionProposal,
    ScreenLink,
    StoredFile,
)
from anhuai.platform.requests import actor_of
from anhuai.platform.sealing import seal
from anhuai.platform.sheets.register import Row
from anhuai.portal.models import Release
from anhuai.response import actions as response
from anhuai.response.rules.fences import FenceKind
from anhuai.services import actions as services
from anhuai.services.models import (
    Adaptation,
    AdaptationPhoto,
    Away,
    Carer,
    CarerCourse,
    Contractor,
    FamilyBed,
    HoursCertificate,
    MealDay,
    Phone,
    Shift,
    Target,
)
from anhuai.services.rules.arranging import Arranged
from anhuai.services.rules.meals import Channel as MealChannel
from anhuai.services.rules.meals import Meal
from anhuai.services.rules.meals import Way as MealWay
from anhuai.services.rules.mutual import Asking, HelpKind, MemberKind
from anhuai.services.rules.ordering import Wanted
from anhuai.services.rules.ordering_words import PieceKind
from anhuai.services.rules.school import CourseFacts as ElderCourseFacts
from anhuai.services.rules.school import Subject
from anhuai.services.rules.visiting import Visited
from anhuai.services.rules.volunteers import ActivityFacts, ActivityKind
from anhuai.services.rules.words import Mode, Outcome, ProofKind
from anhuai.siting.models import CommunityRoom, HousingProject, Network, Scenario
from anhuai.workforce import actions as workforce
from anhuai.workforce.models import Worker
from anhuai.workforce.rules import CourseFacts, HonourLevel, WorkerFacts
from tests.conftest import COUNTY, VILLAGE, open_account
from tests.guards.settlement_strangers import of_settlement

SINCE = date(2024, 1, 1)
PNG = b"\x89PNG\r\n\x1a\n"
PLAN = "linze-2025-civil"
BORN = date(1940, 1, 1)
NUMBER = make_citizen_id("990000", BORN, 777)
PHONE = "13000000777"
TOKEN = "link-of-another-county"

PERSON, CHILD = "鄢外镇", "鄢小外"
NURSERY = "外乡托育园"  # no mark: any family may know where nurseries are (portal:find)
ADDRESS = "外镇标记路七号"
FACILITY, WORKER = "外镇标记敬老院", "綦外镇"
SOCIETY, TEAM, ACCOUNT = "外镇标记协会", "外镇标记队", "外镇标记账号"
EVIDENCE, DOCUMENT = "外镇标记依据", "外镇标记批复"
DEVICE, CASE = "stranger-device-1", "外镇标记呼叫"
MARKS = (
    DEVICE,
    CASE,
    PERSON,
    CHILD,
    ADDRESS,
    FACILITY,
    WORKER,
    SOCIETY,
    TEAM,
    ACCOUNT,
    EVIDENCE,
    DOCUMENT,
)


@dataclass
class Strangers:
    """The strangers' keys, by the names that addresses use."""

    division: str
    village: str
    own_person: int
    keys: dict[str, object] = field(default_factory=dict)

    def key_for(self, name: str, key: str) -> object:
        """Return the key for an address's parameter; an unknown one is for you to add."""
        found = self.keys.get(f"{name.split(':')[0]}:{key}", self.keys.get(key))
        assert found is not None, f"add a stranger's {key} for {name} to strangers.py"
        return found

    def filled_form(self) -> dict[str, object]:
        """Return what a mischievous clerk might send to any form."""
        return {
            "person": self.keys["person_id"], "relative": self.keys["person_id"],
            "household": self.keys["household_id"], "facility": self.keys["facility_id"],
            "division": self.village, "reason": "核对", "field": "identity", "on": "2026-11-01",
            "since": "2026-11-01", "until": "2026-11-01", "died": "2026-11-01", "what": "close",
            "name": "改名", "version": "1", "code": "living_alone", "head": self.keys["person_id"],
        }  # fmt: skip

    def probing_addresses(self) -> Iterator[str]:
        """Yield lists and searches asked for the strangers by every way they can be found."""
        for text in ("鄢", "yan", "ywz", NUMBER, PHONE, "标记", "綦", "wai"):
            yield f"/search?q={quote(text)}"
            for room in (
                "people", "facilities", "workforce", "civil", "civil/organisations",
                "facilities/organisations",
            ):  # fmt: skip
                yield f"/{room}/?q={quote(text)}"
        yield from self._of_benefits()
        yield from self._of_desk()
        yield from self._of_childcare()
        for room in ("people", "facilities", "workforce", "civil"):
            for code in ("", self.division, self.village, "620723", "62"):
                yield f"/{room}/?division={code}&sort=name"
                yield f"/{room}/?division={code}&sort=-name"
        for key in ("beds_total", "caregiver_cert", "daycare_coverage", "elder_volunteers"):
            for side in ("top", "bottom", "rest"):
                yield f"/plans/indicators/{key}/who?division={self.division}&side={side}"
            yield f"/plans/indicators/{key}/?division={self.division}"
        for log in ("audit/", "audit/sign-ins", "sheets/audit/export", "sheets/sign-ins/export"):
            yield f"/{log}?actor=stranger"
            yield f"/{log}?name=sign_in_failed"
        for verdict in ("", "all", "later", "same"):
            yield f"/people/matching/queue?verdict={verdict}"
            yield f"/sheets/pairs/export?verdict={verdict}"
        yield f"/sheets/delivered/export?list={self.keys['list_id']}"
        for room in ("", "assigned", "records/", "rates", "assessors/"):
            yield f"/assessments/{room}?q=鄢&division={self.division}"
            yield f"/assessments/{room}"
        for code in ("assessments", "assessment-tasks", "assessment-rates", "assessors"):
            yield f"/sheets/{code}/export"
        yield from self._of_visits()
        yield from self._of_home()
        yield from self._of_placements()
        for code in ("people", "facilities", "organisations"):
            yield f"/sheets/{code}/export"
            yield f"/sheets/{code}/export?division={self.division}"

    def _of_childcare(self) -> Iterator[str]:
        for room in ("", "applications/", "children/", "figures", "mine/"):
            yield f"/childcare/{room}?q=鄢&division={self.division}"
        for code in (
            "nurseries", "childcare-applications", "childcare-children", "childcare-bills",
            "childcare-subsidies", "childcare-reports", "childcare-staff",
        ):  # fmt: skip
            yield f"/sheets/{code}/export?division={self.division}"
        for room in ("bills/", "subsidies/", "reports/"):
            yield f"/childcare/{room}?q=鄢"

    def _of_desk(self) -> Iterator[str]:
        for room in (
            "calls/",
            "tickets/",
            "knowledge/",
            "care/",
            "roster",
            "drills/",
            "figures",
            "weather/",
            "discharges/",
        ):
            yield f"/desk/{room}?q=鄢&division={self.division}"
            yield f"/desk/{room}"
        for code in (
            "calls",
            "tickets",
            "articles",
            "care-calls",
            "discharges",
            "roster",
            "desk-figures",
        ):
            yield f"/sheets/{code}/export?q=鄢&division={self.division}"

    def _of_visits(self) -> Iterator[str]:
        for room in ("", "plan", "visits/", "rates", "rates/unvisited", "visitors/", "phones/"):
            yield f"/services/{room}?q=鄢&division={self.division}"
            yield f"/services/{room}"
        for room in (
            "statements/", "anomalies/", "calls/", "purchase/contracts/", "purchase/undertakers/",
        ):  # fmt: skip
            yield f"/services/{room}?q=外镇&state="
        for code in (
            "statements", "anomalies", "call-backs", "purchase-contracts", "undertakers",
        ):  # fmt: skip
            yield f"/sheets/{code}/export?q=外镇"
        for room in ("meals/", "meals/orders/", "meals/figures", "meals/hygiene", "marts/",
                     "marts/points/"):  # fmt: skip
            yield f"/services/{room}?q=鄢&division={self.division}&by=town"
            yield f"/services/{room}"
        for code in ("meal-points", "meal-orders", "meal-figures", "meal-hygiene", "marts",
                     "mart-points"):  # fmt: skip
            yield f"/sheets/{code}/export?division={self.division}"
        for code in ("visit-targets", "visits", "visit-rates", "visit-unvisited", "visit-loads",
                     "visitors"):  # fmt: skip
            yield f"/sheets/{code}/export?division={self.division}"
        for room in ("orders/", "offerings/", "providing"):
            yield f"/services/{room}?q=鄢&division={self.division}"
        for code in ("orders", "offerings"):
            yield f"/sheets/{code}/export?division={self.division}"
        for room in ("days/", "shifts/", "aways/", "carers/"):
            yield f"/services/{room}?q=鄢&on=2026-06-15"
        yield "/sheets/shifts/export"

    def _of_home(self) -> Iterator[str]:
        for room in (
            "adaptations/",
            "adaptations/candidates",
            "contractors/",
            "beds/",
            "family-carers/",
        ):
            yield f"/services/{room}?q=鄢&division={self.division}&state=all"
            yield f"/services/{room}"
        for code in ("adaptations", "adaptation-candidates", "family-beds", "carer-courses"):
            yield f"/sheets/{code}/export?division={self.division}&state=all"
        for room in (
            "mutual/", "mutual/members/", "mutual/pairs/", "mutual/teams/", "mutual/bank",
            "activities/", "school/", "school/participation",
        ):  # fmt: skip
            yield f"/services/{room}?q=鄢&division={self.division}"
            yield f"/services/{room}"
        for code in ("helpers", "help-pairs", "help-teams", "help-tasks", "activities",
                     "elder-courses", "participation"):  # fmt: skip
            yield f"/sheets/{code}/export?division={self.division}"

        for room in ("service", "heads", "honours/"):
            yield f"/workforce/{room}?q=鄢&division={self.division}"
        for code in ("carer-service", "heads-training", "honours"):
            yield f"/sheets/{code}/export?division={self.division}"

    def _of_placements(self) -> Iterator[str]:
        for room in ("", "stays/", "homes", "reports/", "incidents/", "bills/", "prepaid/"):
            yield f"/placements/{room}?q=鄢&division={self.division}&state=all"
            yield f"/placements/{room}"
        for code in (
            "placements",
            "stays",
            "bills",
            "placement-findings",
            "bed-states",
            "bed-reports",
            "prepaid-held",
            "custody-balances",
            "incidents",
            "filings",
        ):
            yield f"/sheets/{code}/export"
        yield f"/facilities/filings/?q=标记&division={self.division}"

    def _of_benefits(self) -> Iterator[str]:
        for room in (
            "applications/", "owed", "findings/", "restated", "monitoring", "institutions",
            "declared",
        ):  # fmt: skip
            yield f"/benefits/{room}?division={self.division}&q=鄢"
        yield f"/benefits/applications/new?q=鄢&person={self.keys['person_id']}"
        for code in (
            "benefit-applications", "benefits-owed", "benefit-findings", "benefits-restated",
            "benefits-monitoring", "funds-vouchers", "benefits-institutions",
            "benefits-declared",
        ):  # fmt: skip
            yield f"/sheets/{code}/export?division={self.division}"


def make_strangers(division: str, village: str) -> Strangers:
    """Make one of everything in another town, and one person of the own village for a family."""
    elder = people.register_person(
        SYSTEM,
        facts=PersonFacts(
            PERSON, "1", BORN, identity=NUMBER, phone=PHONE, hukou=village, hukou_kind="rural"
        ),
        home=Founding(village, ADDRESS),
        on=SINCE,
    )
    assert elder.household is not None
    child = people.register_person(
        SYSTEM,
        facts=PersonFacts(CHILD, "2", date(2015, 5, 5), hukou=village),
        home=Joining(elder.household, "40"),
        on=SINCE,
    )
    own = people.register_person(
        SYSTEM,
        facts=PersonFacts("本村人", "2", date(1950, 1, 1), hukou=VILLAGE),
        home=Founding(VILLAGE, "本村一号"),
        on=SINCE,
    )
    keys = _of_people(elder.pk, elder.household, child.pk) | _of_facilities(division, village)
    keys |= _of_lists(elder.pk, child.pk, village) | _of_assessments(elder.pk)
    keys |= _of_platform() | _of_plans(division) | _of_places(village) | _of_funds(village)
    keys |= _of_benefits(elder.pk, village) | _of_response(elder.pk, village)
    keys |= _of_desk(elder.pk, division)
    keys |= _of_childcare(elder.pk, elder.household, village)
    keys |= _of_services(elder.pk, division) | _of_orders(elder.pk, division)
    keys |= of_settlement(elder.pk, village, ACCOUNT)
    keys |= _of_rosters()
    keys |= _of_home(elder.pk, child.pk, keys["facility_id"], village)
    keys |= _of_placements(elder.pk, child.pk, keys["facility_id"], division)
    due = InstitutionDue.objects.create(
        facility_id=keys["facility_id"], item="institution_operating_subsidy", period="2026-05",
        division=village, amount=100, reason="granted", decided_on=SINCE, document=EVIDENCE,
    )  # fmt: skip
    keys["due_id"] = due.pk
    return Strangers(division, village, own.pk, {"code": village, **keys})


def _of_places(village: str) -> dict[str, object]:
    reform = places.prepare_reform(
        SYSTEM, kind=Kind.RENAME, units=[village], parts=[Part(village, "改名村")],
        on=date(2026, 6, 1), document=DOCUMENT,
    )  # fmt: skip
    return {"reform_id": reform.pk, "places:kind": "rename"}


def _of_funds(village: str) -> dict[str, object]:
    """A dead person of the other town who was paid, with a claim and a closing certificate."""
    dead = people.register_person(
        SYSTEM, facts=PersonFacts(f"{PERSON}乙", "1", BORN, hukou=village),
        home=Founding(village, ADDRESS), on=SINCE,
    ).pk  # fmt: skip
    funds.set_payee(
        SYSTEM, person=dead, relation="guardian", holder=CHILD, account="00000000777", on=SINCE
    )
    entry = funds.appropriate(
        SYSTEM, pot=Pot("county_budget", 2026), amount=Fen(1), on=SINCE, document="文"
    )
    due = Due(
        person=dead, scheme="sample", title="津贴", period=Month(2026, 5), amount=Fen(100),
        fund="county_budget", purpose="elderly_care", reason="示例",
    )  # fmt: skip
    batch = Batch(month=Month(2026, 5), code="sample", title="示例批次")
    run = funds.prepare_run(SYSTEM, batch=batch, dues=[due], on=date(2026, 5, 8))
    line = run.lines.get()
    people.record_death(SYSTEM, person=dead, died=date(2026, 5, 20))
    funds.close_for_death(SYSTEM, person=dead)
    claim = Claim.objects.create(line=line, person_id=dead, amount=100, recorded_at=clock.now())
    return {
        "funds:person_id": dead, "run_id": run.pk, "entry_id": entry.pk, "claim_id": claim.pk,
        "payment_id": line.payment_id,
    }  # fmt: skip


def _of_benefits(elder: int, village: str) -> dict[str, object]:
    """An application, a finding and a photo of another town; a county's proposed standard."""
    made = benefits.apply(
        SYSTEM, person=elder, on=clock.today(),
        applying=Applying(item="old_age_allowance", channel=Channel.FOUND, says=EVIDENCE),
    )  # fmt: skip
    step = made.steps.get()
    stream = BytesIO(b"\x89PNG\r\n\x1a\n")
    kept = files.keep(SYSTEM, stream, name=f"{EVIDENCE}.png", allowed=files.EVIDENCE, lasting=True)
    Photo.objects.create(step=step, file=kept)
    finding = Finding.objects.create(
        person_id=elder, item="old_age_allowance", kind="new", code="granted", division=village,
        found_on=SINCE, state="open", note=EVIDENCE, said={"amount": 10000},
    )  # fmt: skip
    change = StandardChange.objects.create(
        parameter="old_age_allowance_amount", place=COUNTY, since=SINCE, cells=[None, 1, 1, 1, 1],
        document="县标准依据", reason="试", state="proposed", proposed_at=clock.now(),
    )  # fmt: skip
    Finding.objects.create(
        person_id=elder, kind="risk", code="work_lost", division=village, found_on=SINCE,
        state="open", note=EVIDENCE, said={"categories": ["edge"]},
    )  # fmt: skip
    Declared.objects.create(
        person_id=elder, fact="lost_work", value=1, since=SINCE, source=EVIDENCE, file=kept,
        recorded_at=clock.now(), recorded_by=EVIDENCE,
    )  # fmt: skip
    run = Run.objects.create(
        month=SINCE.replace(day=1), division=COUNTY, on=SINCE, known=SINCE, evaluator="",
        rules="", parameters="", items=[], started_at=clock.now(),
    )  # fmt: skip
    Restatement.objects.create(
        person_id=elder, item="old_age_allowance", division=village, since=date(2026, 5, 1),
        until=date(2026, 6, 1), was=10000, now=0, reason="refused.age", known=SINCE, run=run,
        recorded_at=clock.now(),
    )  # fmt: skip
    credit = Credit(
        person=elder, scheme="elder_care_voucher", title="消费券", period=Month(2026, 5),
        unit=Unit.FEN, amount=10000, since=SINCE, until=None, reason=EVIDENCE,
    )  # fmt: skip
    funds.credit(SYSTEM, credits=[credit], on=SINCE)
    return {
        "application_id": made.pk, "finding_id": finding.pk, "benefits:change_id": change.pk,
        "benefits:file_id": kept.pk, "benefits:step": "accept",
        "item": "old_age_allowance", "parameter": "old_age_allowance_amount",
    }  # fmt: skip


def _of_people(elder: int, household: int, child: int) -> dict[str, object]:
    held = Held("living_alone", SINCE)
    circumstance = people.set_circumstance(SYSTEM, persons=[elder], held=held)
    contact = people.set_contact(SYSTEM, person=elder, name=CHILD, phone=PHONE)
    kinship = people.link_kin(
        SYSTEM, person=elder, relative=child, relation=Relation.GUARDIAN, since=SINCE,
        kind="statutory",
    )  # fmt: skip
    volunteer = civil.enrol_volunteer(SYSTEM, person=elder, on=SINCE)
    consent = people.give_consent(
        SYSTEM, person=elder, purpose="visits", given_by=elder, on=SINCE, notice_version="1",
        method="paper",
    )  # fmt: skip
    return {
        "person_id": elder, "household_id": household, "circumstance_id": circumstance.row,
        "contact_id": contact.row, "kinship_id": kinship.row, "consent_id": consent.row,
        "what": "identity", "volunteer_id": volunteer.pk,
    }  # fmt: skip


def _of_childcare(elder: int, household: int, village: str) -> dict[str, object]:
    """A nursery of another town with a child enrolled and there, and another that waits."""
    today = clock.today()
    born = date(today.year - 2, today.month, 1)
    site = facilities.open_facility(
        SYSTEM, kind="childcare_institution", on=SINCE,
        facts=FacilityFacts(name=NURSERY, division=village, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    places = [ClassPlaces(ChildcareClass.TODDLER_HIGH, 1, 20)]
    facilities.set_childcare_places(SYSTEM, facility=site.pk, places=places, on=SINCE)
    home = childcare.take_part(SYSTEM, facility=site.pk)
    room = childcare.open_class(
        SYSTEM, nursery=home.pk, group="toddler_high", name=f"{NURSERY}班", places=20, since=SINCE
    )
    rows = []
    for name in (f"{CHILD}甲", f"{CHILD}乙"):
        child = people.register_person(
            SYSTEM, facts=PersonFacts(name, "2", born, hukou=village),
            home=Joining(household, "40"), on=today,
        ).pk  # fmt: skip
        people.link_kin(
            SYSTEM, person=elder, relative=child, relation=Relation.GUARDIAN, since=today,
            kind="statutory",
        )  # fmt: skip
        rows.append(childcare.apply(
            SYSTEM, person=child, guardian=elder, care="full_day", wanted_from=today,
            nurseries=[home.pk], agreed=True, note=EVIDENCE,
        ))  # fmt: skip
    offers = [
        childcare.offer_place(
            SYSTEM, application=row.pk, nursery_class=room.pk, starts=today
        )
        for row in rows
    ]  # fmt: skip
    childcare.answer(SYSTEM, offer=offers[0].pk, version=1, accepts=True)
    held = childcare.enrol(
        SYSTEM, offer=offers[0].pk, since=today, vaccination="complete", examined_on=today,
        allergies=EVIDENCE,
    )  # fmt: skip
    came = childcare.arrive(SYSTEM, enrolment=held.pk, nursery_class=room.pk)
    named = childcare.authorise(SYSTEM, enrolment=held.pk, name=PERSON, relation="grandparent")
    childcare.publish_rule(SYSTEM, order=[], mode="rules", since=today, document="办法")
    made = childcare.make_ranking(SYSTEM, nursery=home.pk, group="toddler_high", on=today)
    worker = workforce.hire(
        SYSTEM, kind="childcare_worker", on=SINCE, facts=WorkerFacts(name=f"{WORKER}乙"),
        facility=site.pk,
    ).worker_id  # fmt: skip
    duty = childcare.come_on_duty(SYSTEM, nursery_class=room.pk, worker=worker)
    booked = childcare.book(
        SYSTEM, enrolment=held.pk, nursery_class=room.pk, day=today, begins=9, ends=10
    )
    charged = _charged(home, held)
    return {
        **charged,
        "nursery_id": home.pk, "class_id": room.pk, "childcare:application_id": rows[1].pk,
        "offer_id": offers[1].pk, "childcare:says": "accept", "enrolment_id": held.pk,
        "attendance_id": came.pk, "pick_up_id": named.pk, "ranking_id": made.pk,
        "duty_id": duty.pk, "booking_id": booked.pk,
        "childcare:token": signing.dumps(held.pk, salt="anhuai.childcare.pass"),
        "portal:wing": "childcare",
    }  # fmt: skip


def _charged(home: Nursery, held: Enrolment) -> dict[str, object]:
    """A month of the stranger's child: billed, paid, subsidised; the nursery's year reported."""
    today = clock.today()
    month = Month.of(today) - 1
    Enrolment.objects.filter(pk=held.pk).update(since=month.first)
    childcare.set_price(
        SYSTEM, nursery=home.pk, group="toddler_high", charge="full_day", since=month.first,
        fee=1_000_00, meal=10_00, inclusive=True,
    )  # fmt: skip
    childcare.draw_bills(SYSTEM, nursery=home.pk, month=month.first)
    bill = home.bills.get()
    paid = childcare.take_payment(
        SYSTEM, bill=bill.pk, amount=bill.total, on=today, way="cash", note=EVIDENCE
    )
    note = childcare.note_invoice(SYSTEM, payment=paid.pk, number="2400000001", on=today)
    shown = home.subsidies.create(
        month=month.first, state="prepared", rate=300_00, least=1, half=50, children=1,
        amount=300_00, fund="county_budget", document=EVIDENCE, prepared_by=0,
        prepared_name=WORKER, prepared_at=clock.now(),
    )  # fmt: skip
    shown.lines.create(
        person_id=held.person_id, enrolment=held, month=month.first, charge="full_day", days=20,
        attended=20, amount=300_00, why="counts",
    )  # fmt: skip
    told = childcare.submit_report(
        SYSTEM, nursery=home.pk, year=today.year - (today.month < 12), says=EVIDENCE * 2,
        inspections=1,
    )  # fmt: skip
    seen = childcare.record_inspection(
        SYSTEM, nursery=home.pk, on=today, authority=EVIDENCE, kind="routine", passed=False,
        says=EVIDENCE,
    )  # fmt: skip
    return {
        "inspection_id": seen.pk,
        "childcare:bill_id": bill.pk, "childcare:payment_id": paid.pk, "invoice_id": note.pk,
        "subsidy_id": shown.pk, "childcare:report_id": told.pk,
    }  # fmt: skip


def _of_response(elder: int, village: str) -> dict[str, object]:
    """A device of the stranger, its case, and somebody of there who was sent."""
    device = response.register(SYSTEM, ident=DEVICE, kind="pendant", person=elder)
    case, _new = cases.open_case(
        kind="alarm", says=(CASE, CASE), severity=1, origin="stranger", by=CASE, person=elder,
        division=village, spot=ADDRESS,
    )  # fmt: skip
    helper = open_account("stranger-3", "village_worker", division=village)
    cases.acknowledge(SYSTEM, case_id=case.pk)
    cases.dispatch(SYSTEM, case_id=case.pk, to=helper.pk)
    skill = cases.hold_skill(
        SYSTEM, helper=helper.pk, skill="first_aid", since=clock.today(), paper=CASE
    )
    people.give_consent(
        SYSTEM, person=elder, purpose="location", given_by=elder, on=SINCE, notice_version="1",
        method="paper",
    )  # fmt: skip
    fence = response.draw_fence(
        SYSTEM, person=elder, kind=FenceKind.AREA, title=CASE, metres=50,
        points=[(100.1, 39.1), (100.2, 39.1), (100.2, 39.2)],
    )  # fmt: skip
    search = response.open_search(
        SYSTEM, person=elder, seen_at=clock.now(), seen_place=ADDRESS, looks=CASE, phone=PHONE
    )
    response.adapt_rule(SYSTEM, person=elder, rule="no_water", reason="核对")
    return {
        "device_id": device.pk, "case_id": case.pk, "errand_id": case.errands.get().pk,
        "fence_id": fence.pk, "search_id": search.pk, "response:rule": "no_water",
        "skill_id": skill.pk,
    }  # fmt: skip


def _of_desk(elder: int, division: str) -> dict[str, object]:
    """A call, a ticket, an article, a care round, a roster line, a note and a drill of there."""
    officer = open_account("stranger-4", "duty_officer", division=division)
    call = desk.ring(SYSTEM, line="stranger", phone=PHONE)
    ticket = desk.open_ticket(SYSTEM, kind="service_request", title=CASE, person=elder)
    article = desk.draft_article(
        SYSTEM, title="没有发布的条目", body="内容", source="来源", confidence="D", since=SINCE
    )
    rounds = desk.start_round(SYSTEM, code="living_alone", division=division)
    shift = cases.set_shift(
        SYSTEM, division=division, on=date(2030, 1, 1), part="day", officer=officer.pk
    )
    note = desk.write_handover(actor_of(officer), says=CASE)
    drill = desk.begin_drill(SYSTEM, division=division, plan=CASE)
    video = desk.begin_video(actor_of(officer), person=elder)
    desk.invite(actor_of(officer), video_id=video.pk, role="elder", name=PERSON)
    warning = desk.warn(SYSTEM, facts=WarningFacts(
        kind="heat", level="red", divisions=[division], since=clock.now(),
        until=clock.now() + timedelta(days=1), text=CASE,
    ))  # fmt: skip
    notice = desk.receive_discharges(
        SYSTEM, told=[Told(NUMBER, PERSON, date(2026, 1, 1), FACILITY, "s")]
    )
    return {
        "warning_id": warning.pk, "discharge_id": notice.pks[0],
        "video_id": video.pk, "desk:token": "no-link-of-ours",
        "call_id": call.pk, "ticket_id": ticket.pk, "article_id": article.pk,
        "round_id": rounds.pk, "care_id": rounds.calls.get(person=elder).pk,
        "shift_id": shift.pk, "handover_id": note.pk, "drill_id": drill.pk,
    }  # fmt: skip


def _of_facilities(division: str, village: str) -> dict[str, object]:
    home = facilities.open_facility(
        SYSTEM,
        kind="rural_elderly_home",
        facts=FacilityFacts(name=FACILITY, division=village, ownership=Ownership.PUBLIC),
        on=SINCE,
    )
    facilities.add_beds(SYSTEM, facility=home.pk, labels=["1"], on=SINCE)
    post = workforce.hire(
        SYSTEM, kind="care_worker", on=SINCE, facts=WorkerFacts(name=WORKER), facility=home.pk
    )
    course = workforce.plan_course(SYSTEM, facts=CourseFacts(
        kind="on_the_job", title=WORKER, division=village, planned_on=SINCE
    ))  # fmt: skip
    workforce.invite(SYSTEM, course=course.pk, workers=[post.worker_id])
    honour = workforce.add_honour(
        SYSTEM, worker=post.worker_id, title=WORKER, issuer=SOCIETY, level=HonourLevel.COUNTY,
        on=SINCE,
    )  # fmt: skip
    society = civil.register_organisation(
        SYSTEM,
        facts=OrganisationFacts(
            name=SOCIETY,
            kind=OrganisationKind.ASSOCIATION,
            field=OrganisationField.ELDERLY,
            division=division,
        ),
        on=SINCE,
    )
    team = civil.register_team(SYSTEM, name=TEAM, division=division, on=SINCE)
    licence = facilities.add_licence(
        SYSTEM, facility=home.pk, kind="elderly_care_filing", since=SINCE
    )
    mark = facilities.set_mark(SYSTEM, facility=home.pk, code="smart", since=SINCE)
    works = facilities.record_works(
        SYSTEM, facility=home.pk, facts=WorksFacts(kind=WorksKind.RENOVATION, started=SINCE)
    )
    return {
        "proposal_id": RetentionProposal.objects.create(
            rule="contacts_after_end", rows=[], count=0, state="proposed", proposed_at=clock.now()
        ).pk,
        "hold_id": LegalHold.objects.create(person=0, reason=EVIDENCE, since=SINCE, by=ACCOUNT).pk,
        "platform:decision": "check",
        "team_id": team.pk, "licence_id": licence.pk, "mark_id": mark.pk, "works_id": works.pk,
        "facility_id": home.pk, "worker_id": post.worker_id, "api:worker": post.worker_id,
        "post_id": post.pk,
        "course_id": course.pk, "honour_id": honour.pk, "workforce:code": "no-badge-of-ours",
        "organisation_id": society.pk,
    }  # fmt: skip


def _of_placements(elder: int, child: int, facility: object, division: str) -> dict[str, object]:
    """Somebody of there in a bed, somebody offered one, a report, an incident, a filing."""
    made = placements.apply(
        SYSTEM, person=elder, on=clock.today(), asking=placements.Asking(note=EVIDENCE)
    )
    offer = Offer.objects.create(
        application=made, facility_id=facility, label="1", state="open", offered_on=SINCE,
        answer_by=clock.today(), place=1, offered_by=ACCOUNT, ground=EVIDENCE,
    )  # fmt: skip
    Application.objects.filter(pk=made.pk).update(state="offered")
    stay = Stay.objects.create(
        person_id=child, facility_id=facility, kind="residential", since=SINCE,
        recorded_at=clock.now(), recorded_by=ACCOUNT, source=DOCUMENT,
    )  # fmt: skip
    Hold.objects.create(facility_id=facility, label="1", turn=1, since=SINCE, stay=stay)
    bill = Bill.objects.create(
        stay=stay, facility_id=facility, month=SINCE, days=1, bed_fee=1, care_fee=0, meal_fee=0,
        total=1, state="open", recorded_at=clock.now(), recorded_by=ACCOUNT,
    )  # fmt: skip
    Prepayment.objects.create(
        stay=stay, kind="service", what="received", amount=1, on=SINCE, note=EVIDENCE,
        recorded_at=clock.now(), recorded_by=ACCOUNT,
    )  # fmt: skip
    NetAssets.objects.create(
        facility_id=facility, as_of=SINCE, amount=1, document=DOCUMENT, recorded_at=clock.now(),
        recorded_by=ACCOUNT,
    )  # fmt: skip
    balance = CustodyBalance.objects.create(
        facility_id=facility, as_of=SINCE, amount=1, document=DOCUMENT, reason=EVIDENCE,
        recorded_at=clock.now(), recorded_by=ACCOUNT,
    )  # fmt: skip
    what = placements.Happening(risk="fall", severity=Severity.MINOR, says=f"{CHILD}跌倒")
    placements.record_incident(
        SYSTEM, facility=int(str(facility)), on=SINCE, what=what, stay=stay.pk
    )
    change = FilingPapers(what=FilingWhat.CHANGE, changes=EVIDENCE)
    filing = facilities.submit_filing(
        SYSTEM, facility=int(str(facility)), kind="elderly", papers=change, on=SINCE
    )
    shown = facilities.open_facility(  # its name and its list of numbers are for everybody
        SYSTEM, kind="rural_elderly_home", on=SINCE,
        facts=FacilityFacts(name="公示名单院", division=division, ownership=Ownership.PUBLIC),
    )  # fmt: skip
    return {
        "home_id": shown.pk,
        "placements:application_id": made.pk, "placements:offer_id": offer.pk,
        "stay_id": stay.pk, "bill_id": bill.pk, "how": "decline", "filing_id": filing.pk,
        "balance_id": balance.pk,
    }  # fmt: skip


def _of_lists(elder: int, child: int, village: str) -> dict[str, object]:
    """A list of another town with a row that may be the stranger."""
    values = {
        "office": "残联", "listed_on": "2026-11-01", "name": PERSON, "address": ADDRESS,
        "phone": PHONE, "identity": NUMBER, "born": "1940",
    }  # fmt: skip
    people.take_list(SYSTEM, [Row(2, values)], False)
    found = OfficeList.objects.get()
    found.division = village
    found.save()
    row = found.rows.get()
    pair = Pair.objects.create(
        office="disabled", mark_sealed=row.mark_sealed, mark_index=row.mark_index, row=row,
        person_id=elder, probability=0.5, weight=0.0, standing="possible",
        created_at=found.created_at,
    )  # fmt: skip
    change = people.propose_merge(SYSTEM, kept=elder, gone=child, choices={}, reason="两次建档")
    return {
        "list_id": found.pk, "pair_id": pair.pk, "people:change_id": change.pk,
        "scenario_id": _scenario(village[:9]).pk,
        "siting:project_id": _housing_project(village).pk,
        "siting:room_id": _community_room(village).pk,
        "other_id": child,
    }  # fmt: skip


PLAN_TEXT = (
    "外县养老规划\n一、目标\n到2025年，养老机构护理型床位占比达到55%以上，社区日间照料中心覆盖率达到90%。\n"
    "二、主要任务\n1.加强建设。到2025年底，新建老年食堂3个，把养老服务送到老年人身边。\n"
)


def _of_plans(division: str) -> dict[str, object]:
    plan = plans.load_plan(SYSTEM, code=PLAN)
    report = plans.report_figure(
        SYSTEM, key="online_rate", division=division, on=SINCE, value=Decimal(1),
        department="民政局", evidence=EVIDENCE,
    )  # fmt: skip
    task = plan.tasks.first()
    project = plan.projects.first()
    assert task is not None
    assert project is not None
    milestone = plans.add_milestone(SYSTEM, project=project.pk, name="里程碑", due=None)
    plans.record_task_progress(SYSTEM, task=task.pk, on=SINCE, progress=10, says="开始")
    department = PlanDepartment.objects.order_by("pk").first()
    assert department is not None
    order = plans.issue_order(
        SYSTEM,
        plan=PLAN,
        department=department.pk,
        title="外县督办",
        demand="按期办结",
        on=SINCE,
        reply_by=SINCE,
        task=task.pk,
    )
    meeting = plans.record_meeting(SYSTEM, plan=PLAN, on=SINCE, title="外县会议")
    decision = plans.add_decision(SYSTEM, meeting=meeting.pk, says="外县议定事项", task=task.pk)
    rating = plans.rate_task(SYSTEM, task=task.pk, period="2024", score=80, says="外县自评")
    proposal = plans.propose_funding(
        SYSTEM, plan=PLAN, year=2024, formula="projects_by_need", title="外县资金", total=100_00,
        on=SINCE,
    )  # fmt: skip
    photo = plans.add_photo(
        SYSTEM,
        project=project.pk,
        on=SINCE,
        caption="外县照片",
        file=files.keep(
            SYSTEM,
            BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 16),
            name="a.png",
            allowed=frozenset({files.PNG}),
        ),
    )
    document = plans.give_document(SYSTEM, name="外县规划", division=division, text=PLAN_TEXT)
    draft = plans.read_now(SYSTEM, document=document.pk).drafts.get()
    return {
        "document_id": document.pk, "draft_id": draft.pk, "item_id": draft.items.first().pk,
        "plans:code": PLAN, "key": "online_rate", "report_id": report.pk, "task_id": task.pk,
        "order_id": order.pk, "meeting_id": meeting.pk, "decision_id": decision.pk,
        "proposal_id": proposal.pk, "line_id": proposal.lines.first().pk,
        "target_id": plan.targets.first().pk,
        "rating_id": rating.pk, "photo_id": photo.pk, "plans:department_id": department.pk,
        "plans:kind": "docx", "stage": "mid",
        "project_id": project.pk, "milestone_id": milestone.pk, "step_id": task.steps.get().pk,
    }  # fmt: skip


def _of_assessments(elder: int) -> dict[str, object]:
    """A finished, signed assessment, what waits, and who assesses there."""
    values = dict.fromkeys(SCALES["adl6"].items, "1")
    values |= {
        "key": "1", "identity": NUMBER, "assessed_on": "2026-01-05", "reason": "首次评估",
        "first": WORKER, "second": CHILD,
    }  # fmt: skip
    assessments.take_assessments(SYSTEM, "adl6", [Row(2, values)], dry=False)
    (found,) = assessment_queries.assessments(SYSTEM)
    account = open_account("assessor-there", "assessor", division="620723102")
    image = files.keep(
        Actor(ACCOUNT, account.pk), BytesIO(PNG), name=f"{PERSON}.png",
        allowed=frozenset({files.PNG}),
    )  # fmt: skip
    entered = assessments.enter_assessor(
        SYSTEM, username=account.username, background="nursing", since=SINCE
    )
    task = assessments.ask(
        SYSTEM, person=elder, scale="tekun6", reason_kind="first", on=SINCE, ground=EVIDENCE
    )
    return {
        "assessment_id": found.pk, "assessor_id": entered.pk, "assessments:task_id": task.pk,
        "signature_id": found.signatures.create(signer="elder", name=PERSON, file=image).pk,
        "scale": "adl6",
    }  # fmt: skip


def _of_services(elder: int, town: str) -> dict[str, object]:
    """A visitor of the other town, an elder on the list, a visit with its photo, a phone."""
    account = open_account("walker-there", "village_worker", division=town)
    account.name = ACCOUNT
    account.save()
    now, today = clock.now(), clock.today()
    entered = services.enter_visitor(SYSTEM, username=account.username, since=SINCE)
    services.plan_month(SYSTEM, month=today.replace(day=1), on=today)
    actor = Actor(ACCOUNT, account.pk, (Holding("village_worker", division=town),))
    phone, client = uuid4(), uuid4()
    services.sync(
        actor, phone=phone, agent=ACCOUNT, sent=now,
        visits=[Visited(client=client, person=elder, at=now, mode=Mode.PHONE,
                        outcome=Outcome.DONE, note=EVIDENCE)],
    )  # fmt: skip
    proof = services.add_proof(
        actor, client=uuid4(), visit=client, kind=ProofKind.PHOTO, body=PNG, consented=True
    )
    return _of_meals(elder) | {
        "visit_id": proof.visit_id, "proof_id": proof.pk, "visitor_id": entered.pk,
        "phone_id": Phone.objects.get(key=phone).pk,
        "target_id": Target.objects.get(person=elder).pk, **_of_mutual(elder, town),
    }  # fmt: skip


def _of_mutual(elder: int, town: str) -> dict[str, object]:
    """A member, team, pair, task, activity and course of the other town, a certificate."""
    one = services.enter_member(
        SYSTEM, kind=MemberKind.PARTY, since=SINCE, name=WORKER, unit=SOCIETY, division=town
    )
    team = services.found_team(SYSTEM, name=TEAM, division=town, since=SINCE, leader=one.pk)
    pair = services.pair(SYSTEM, member=one.pk, person=elder, since=SINCE)
    task = services.ask_help(SYSTEM, person=elder, asking=Asking(
        client=uuid4(), kind=HelpKind.MEAL, wanted_on=clock.today(), minutes=60, says=EVIDENCE,
    ))  # fmt: skip
    activity = services.plan_activity(SYSTEM, facts=ActivityFacts(
        title=WORKER, kind=ActivityKind.CARE, division=town, minutes=60, places=5,
        starts=clock.now() + timedelta(days=1),
    ))  # fmt: skip
    services.sign_up(SYSTEM, activity=activity.pk, member=one.pk)
    # Where and what the elders' school teaches is open to everybody: no mark of a stranger.
    site = services.open_site(SYSTEM, name="他乡教学点", division=town, since=SINCE)
    term = services.open_term(
        SYSTEM, title="学期", since=SINCE, until=clock.today() + timedelta(days=30)
    )
    course = services.open_course(SYSTEM, facts=ElderCourseFacts(
        site=site.pk, term=term.pk, subject=Subject.OTHER, title="书法", weekday=0,
        starts=time(9, 0), minutes=60, seats=5,
    ))  # fmt: skip
    services.enrol(SYSTEM, course=course.pk, person=elder)
    paper = HoursCertificate.objects.create(
        member=one, since=SINCE, until=clock.today(), tasks=1, activities=0, minutes=60,
        code="stranger", issued_on=SINCE, issued_by=ACCOUNT,
    )  # fmt: skip
    return {
        "helper_id": one.pk, "squad_id": team.pk, "pair_id": pair.pk, "help_id": task.pk,
        "activity_id": activity.pk, "elder_course_id": course.pk, "hours_id": paper.pk,
        "services:code": "no-certificate-of-ours",
    }  # fmt: skip


def _of_rosters() -> dict[str, object]:
    """A provider elsewhere with somebody's shift, absence and account on a phone."""
    account = open_account("carer-there", "county_officer", division="620724")
    body = Organisation.objects.create(
        kind="company", name=f"{EVIDENCE}服务公司", division="620724", since=SINCE
    )
    worker = Worker.objects.create(
        name=PERSON, pinyin="", search="", sex="2", phone_sealed=b"", created_at=clock.now()
    )
    whose = {"worker": worker, "organisation": body}
    recorded = {"recorded_at": clock.now(), "recorded_by": EVIDENCE}
    shift = Shift.objects.create(
        **whose, weekdays=127, starts=time(8), ends=time(17), since=SINCE, **recorded
    )
    away = Away.objects.create(
        **whose, kind="ill", since=SINCE, until=date(2030, 1, 1), note=EVIDENCE, **recorded
    )
    carer = Carer.objects.create(**whose, account=account, since=SINCE)
    return {
        "services:shift_id": shift.pk, "away_id": away.pk, "carer_id": carer.pk,
        "services:app": "rounds",
    }  # fmt: skip


def _of_orders(elder: int, town: str) -> dict[str, object]:
    """An order of the other town's elder at a provider of that town, with its price and a photo."""
    body = Organisation.objects.create(
        kind="provider", name=f"{FACILITY}服务队", division=town, since=SINCE
    )
    site = facilities.open_facility(
        SYSTEM, kind="day_care_centre", on=SINCE, operator=body.pk,
        facts=FacilityFacts(name=f"{FACILITY}服务队", division=town, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    workforce.hire(
        SYSTEM, kind="cook", on=SINCE, facility=site.pk, facts=WorkerFacts(name=ACCOUNT, sex="2")
    )
    offering = services.offer_for(
        SYSTEM, facility=site.pk, service="laundry", division=town, unit_price=100, since=SINCE
    )
    tomorrow = clock.today() + timedelta(days=1)
    order = services.place(
        SYSTEM, wanted=Wanted(
            client=uuid4(), person=elder, service="laundry", on=tomorrow, earliest=time(9),
            latest=time(11), note=EVIDENCE, facility=site.pk,
        ),
    )  # fmt: skip
    provider = Actor("服务商", None, (Holding("provider", organisation=body.pk),))
    piece = services.add_piece(
        provider, order=order.pk, client=uuid4(), kind=PieceKind.SIGNATURE, body=PNG, consented=True
    )
    wish = Arranged(service="laundry", times=1, since=clock.today())
    arrangement = services.arrange(SYSTEM, person=elder, arranged=wish)
    return {
        "arrangement_id": arrangement.pk, "services:order_id": order.pk,
        "piece_id": piece.pk, "offering_id": offering.pk,
        "services:step": "cancel", "services:facility_id": site.pk, "service": "laundry",
    }  # fmt: skip


def _of_meals(elder: int) -> dict[str, object]:
    """A meal point of the other town with what is ordered there, and a mart with points."""
    today = clock.today()
    village = Person.objects.values_list("division", flat=True).get(pk=elder)
    site = facilities.open_facility(
        SYSTEM, kind="meal_point", on=SINCE,
        facts=FacilityFacts(name=f"{FACILITY}饭桌", division=village, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    point = services.start_point(
        SYSTEM, facility=site.pk, weekdays=list(range(1, 8)), area=[village], since=SINCE
    )
    serving = services.Serving(Meal.SUPPER, time(23, 0), time(23, 50), 9, 1000)
    services.set_sitting(SYSTEM, point=point.pk, serving=serving)
    tomorrow = today + timedelta(days=1)
    day = MealDay.objects.get(point=point, on=tomorrow)
    dish = services.add_dish(SYSTEM, point=point.pk, name=EVIDENCE, allergens=["egg"], features=[])
    need = services.note_diet(
        SYSTEM, person=elder, is_allergy=True, code="milk", since=today, source=EVIDENCE
    )
    wish = services.Wish(way=MealWay.DELIVERY, channel=MealChannel.OFFICE)
    order = services.order_meal(SYSTEM, person=elder, day=day.pk, wish=wish)
    services.plan_rounds(SYSTEM, day=day.pk, couriers=[WORKER])
    standing = services.stand(
        SYSTEM, person=elder, point=point.pk,
        rhythm=services.Rhythm(meal=Meal.SUPPER, way=MealWay.EAT_IN, weekdays=[1], since=tomorrow),
    )  # fmt: skip
    mart = services.open_mart(SYSTEM, name=f"{SOCIETY}超市", division=village, since=SINCE)
    deed = services.list_deed(SYSTEM, title="清洁院落", points=5, since=SINCE)
    goods = services.stock_goods(
        SYSTEM, mart=mart.pk, name=EVIDENCE, points=1, count=3, on=today, says=EVIDENCE
    )
    services.award(
        SYSTEM, holder=services.Holder(person=elder), deed=deed.pk, on=today, reason="核对",
        client=uuid4(),
    )  # fmt: skip
    spent = services.exchange(
        SYSTEM, holder=services.Holder(person=elder), goods=goods.pk, count=1, on=today,
        client=uuid4(),
    )  # fmt: skip
    return {
        "services:movement_id": spent.pk, "movement": spent.pk,
        "services:point_id": point.pk, "services:day_id": day.pk, "services:dish_id": dish.pk,
        "services:meal_id": order.pk, "services:standing_id": standing.pk,
        "services:need_id": need.pk, "services:mart_id": mart.pk,
        # A true card is its holder's leave to be seen by any point (tests/services): not theirs.
        "services:token": "no-card",
    }  # fmt: skip


def _of_home(elder: int, child: int, facility: object, village: str) -> dict[str, object]:
    """A home of the other town that is adapted, with a photo, a family care bed, a carer's course.

    The builder is nobody's there: it is on the county's list.
    """
    now = clock.now()
    body = Organisation.objects.create(
        kind="provider", name="施工单位", pinyin="shigong", division=village, since=SINCE
    )
    listed = Contractor.objects.create(
        organisation=body, licence="D1", licence_until=date(2036, 1, 1), since=SINCE,
        recorded_at=now, recorded_by="系统",
    )  # fmt: skip
    home = Adaptation.objects.create(
        person_id=elder, place=village, state_since=SINCE, opened_on=SINCE, survey_note=EVIDENCE
    )
    image = files.keep(
        SYSTEM, BytesIO(PNG), name="home.png", allowed=frozenset({files.PNG}), lasting=True
    )
    photo = AdaptationPhoto.objects.create(
        client=uuid4(), adaptation=home, stage="survey", part="ground", file=image,
        consented=True, recorded_at=now, recorded_by=ACCOUNT,
    )  # fmt: skip
    bed = FamilyBed.objects.create(
        person_id=elder, facility_id=facility, place=village, applied_on=SINCE, emergency=EVIDENCE
    )
    course = CarerCourse.objects.create(
        carer_id=child, elder_id=elder, title="失能照护", hours=8, on=SINCE, teacher=EVIDENCE,
        result="attended", recorded_at=now, recorded_by=ACCOUNT,
    )  # fmt: skip
    return {
        "adaptation_id": home.pk, "adaptation": home.pk, "services:photo_id": photo.pk,
        "contractor_id": listed.pk, "bed_id": bed.pk, "services:course_id": course.pk,
        "services:step": "survey", "services:code": "no-such-certificate",
    }  # fmt: skip


def _of_platform() -> dict[str, object]:
    account = open_account("stranger", "county_officer", division="620724")
    account.name = ACCOUNT
    account.save()
    now = account.created_at
    factor = Authenticator.objects.create(user=account, type="totp", data={"secret": ACCOUNT})
    tried = Actor(name="访客", account=account.pk)
    audit.append(
        tried, kind=audit.Kind.SESSION, name="sign_in_failed", detail={"username": ACCOUNT}
    )
    kept = StoredFile.objects.create(
        name=f"{ACCOUNT}.xlsx",
        media_type="x",
        size=1,
        digest="0" * 64,
        account=account,
        created_at=now,
    )
    run = Import.objects.create(
        register="people", account=account, upload=kept, status="previewed", created_at=now
    )
    job = Job.objects.create(
        key="00000000-0000-0000-0000-000000000001", task="x.y", title=ACCOUNT, account=account.pk,
        due_at=now, enqueued_at=now, status="SUCCESSFUL", arguments={"args": [], "kwargs": {}},
    )  # fmt: skip
    body = Organisation.objects.create(
        kind="institution", name=ACCOUNT, division="620724", since=SINCE
    )
    return {
        "facilities:organisation_id": body.pk, "api:organisation": body.pk, "api:on": "2026-11-02",
        "account_id": account.pk, "file_id": kept.pk, "import_id": run.pk, "job_id": job.pk,
        "factor_id": factor.pk,
        "key_id": ApiKey.objects.create(
            account=account, title=ACCOUNT, digest="0" * 64, since=SINCE
        ).pk,
        "delegation_id": _delegation(account).pk,
        "platform:code": "people", "layout": "institution", "portal:code": "institutions",
        "link_id": _screen_link().pk, "token": TOKEN, "group": "start", "tile": "plans.map",
        **_of_county(account), **_of_notices(account),
    }  # fmt: skip


def _of_county(account: Account) -> dict[str, object]:
    """What is decided for the whole county is no stranger's; a town may change none of it."""
    made = departments.found_department(
        SYSTEM, code="B1", name="县民政局", parent=None, order=1, since=SINCE
    )
    day = holidays.enter_days(
        SYSTEM, first=date(2027, 1, 1), last=date(2027, 1, 1), is_working=False, name="元旦",
        document="虚构通知",
    )  # fmt: skip
    proposer = Actor("提议人", account.pk, SYSTEM.holdings)
    change = parameters.propose(
        proposer, key="accounts.review_days", value=20, since=clock.today(), reason="试"
    )
    entry = dictionaries.add_entry(
        SYSTEM, dictionary="reveal_reasons", title="本县原因", title_en=""
    )
    release = Release.objects.create(
        code="institutions", division=COUNTY, on=SINCE, threshold=5, rows=[[FACILITY] * 8],
        state="draft", drafted_by=ACCOUNT, drafted_at=clock.now(),
    )  # fmt: skip
    return {
        "release_id": release.pk, "department_id": made.pk, "day_id": day.pks[0],
        "platform:change_id": change.pk,
        "platform:key": "accounts.review_days", "entry_id": entry.pk,
    }  # fmt: skip


def _of_notices(account: Account) -> dict[str, object]:
    told = Announcement.objects.create(
        title=ACCOUNT, body=ACCOUNT, division="620724", since=SINCE, account=account, by=ACCOUNT
    )
    notice = Notice.objects.create(
        account=account,
        template="announcement",
        said={"title": ACCOUNT},
        created_at=told.created_at,
    )
    message = Message.objects.create(
        key="00000000-0000-0000-0000-000000000002", account=account, channel="mail",
        recipient_sealed=seal(ACCOUNT), template="announcement", said={"title": ACCOUNT},
        state="waiting", created_at=told.created_at, due_at=told.created_at,
    )  # fmt: skip
    told_to = Receiver.objects.create(
        account=account, title=ACCOUNT, url=ACCOUNT, events=[ACCOUNT],
        secret_sealed=seal(ACCOUNT), begins_after=0, created_at=told.created_at,
    )  # fmt: skip
    delivery = Delivery.objects.create(
        receiver=told_to, key="00000000-0000-0000-0000-000000000003", event=ACCOUNT, body=ACCOUNT,
        state="dead", created_at=told.created_at, since=told.created_at, due_at=told.created_at,
    )  # fmt: skip
    return {
        "notice_id": notice.pk, "announcement_id": told.pk, "message_id": message.pk,
        "receiver_id": told_to.pk, "delivery_id": delivery.pk,
    }  # fmt: skip


def _screen_link() -> ScreenLink:
    return ScreenLink.objects.create(
        title=ACCOUNT, division="620724", digest=digest_of(TOKEN), since=SINCE,
        until=date(2099, 1, 1), created_by=0,
    )  # fmt: skip


def _delegation(lender: Account) -> Delegation:
    made = Delegation.objects.create(
        lender=lender, borrower=open_account("stranger-2", "county_officer", division="620724"),
        reason=ACCOUNT, since=SINCE, until=date(2099, 1, 1), offered_at=lender.created_at,
    )  # fmt: skip
    made.holdings.set(lender.holdings.all())
    return made


def _housing_project(village: str) -> HousingProject:
    """A housing project of another town."""
    return HousingProject.objects.create(
        name=DOCUMENT, division=village, dwellings=10, rate=20, area_basis="building",
        norm="标准", required_m2=2, promised_m2=2, recorded_at=clock.now(), recorded_by="stranger",
    )  # fmt: skip


def _community_room(village: str) -> CommunityRoom:
    """Community premises of another town."""
    return CommunityRoom.objects.create(
        name=DOCUMENT, division=village, area=10, since=SINCE, recorded_at=clock.now(),
        recorded_by="stranger",
    )  # fmt: skip


def _scenario(division: str) -> Scenario:
    """A siting scenario of another town, answered, on roads that nobody reads."""
    network = Network.objects.create(
        name=DOCUMENT, division=division, basis="imported", source=DOCUMENT, nodes=0, edges=0,
        length_m=0, ways=0, skipped=0, parts=0, main_share=0, data=b"", since=SINCE,
        recorded_at=clock.now(), recorded_by="stranger",
    )  # fmt: skip
    answer = {
        "sites": [], "people": 0, "before": 0, "after": 0, "value": 0, "bound": 0, "gap": 0,
        "unserved": [], "why": None,
    }  # fmt: skip
    return Scenario.objects.create(
        name=DOCUMENT, division=division, on=SINCE, subject="day_care", question="most",
        pace="slow", minutes=15, most_new=1, state="optimal", answer=answer, network=network,
        recorded_at=clock.now(), recorded_by="stranger",
    )  # fmt: skip
