"""What tests of adaptations and family beds share: who acts, an elder, every step of a home."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from tests.people import small
from tests.services.conftest import PNG, TODAY

from anhuai.assessments.models import Assessment
from anhuai.facilities.models import Facility, Service, StatusChange
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding
from anhuai.services import actions
from anhuai.services.actions import Seen
from anhuai.services.models import Adaptation, Contractor
from anhuai.services.rules.adaptation import Line, Stage

SINCE = date(2026, 1, 1)
LINES = (
    Line(work="bathroom.grab", price=Fen(60000), own=Fen(0)),
    Line(work="ground.antislip", price=Fen(120000), own=Fen(0)),
)


def hard_up(
    officer: Actor, name: str = "周桂兰", born: date = date(1940, 3, 2), **more: Any
) -> int:
    """An elder of 86 on tekun: entitled by age and hardship."""
    village = more.pop("village", small.VILLAGE)
    key = small.register(officer, name, born, village=village, hukou=village, **more)
    people.set_circumstance(officer, persons=[key], held=Held("tekun", SINCE, kind="scattered"))
    return key


def holder_at(role: str, body: Organisation) -> Actor:
    """An actor with one role at an organisation."""
    account = Account.objects.create(username=f"at{body.pk}-{role}", name="测试员")
    RoleHolding.objects.create(account=account, role=role, organisation=body, since=SINCE)
    return Actor(name="测试员", account=account.pk, holdings=(Holding(role, organisation=body.pk),))


def organisation(name: str = "安居装修公司") -> Organisation:
    return Organisation.objects.create(
        kind="provider", name=name, pinyin="anju", division=small.COUNTY, since=SINCE
    )


@dataclass
class Site:
    """A builder, the officers of each step, and one home's adaptation."""

    officer: Actor
    second: Actor
    surveyor: Actor
    builder: Actor
    contractor: Contractor
    one: Adaptation

    def go(self, action: Any, actor: Actor, **more: Any) -> Adaptation:
        self.one.refresh_from_db()
        self.one = action(actor, adaptation=self.one.pk, version=self.one.version, **more)
        return self.one

    def survey(self, **works: str) -> Adaptation:
        wanted = {"bathroom.grab": "", "ground.antislip": "门口滑"}
        found = Seen(on=TODAY, works=works or wanted, consented=True)
        return self.go(actions.survey_adaptation, self.surveyor, found=found)

    def plan(self, lines: Any = LINES) -> Adaptation:
        return self.go(actions.plan_adaptation, self.officer, lines=lines, on=TODAY)

    def agree(self) -> Adaptation:
        return self.go(actions.agree_adaptation, self.officer, on=TODAY, signer="周桂兰")

    def assign(self) -> Adaptation:
        key = self.contractor.pk
        return self.go(actions.assign_contractor, self.officer, contractor=key, on=TODAY)

    def start(self) -> Adaptation:
        return self.go(actions.start_works, self.builder, on=TODAY)

    def photo(self, stage: Stage, actor: Actor | None = None, **more: Any) -> Any:
        return actions.add_adaptation_photo(
            actor or self.builder, adaptation=self.one.pk, client=uuid4(), stage=stage,
            part="bathroom", **{"body": PNG, "consented": True, **more},
        )  # fmt: skip

    def finish(self) -> Adaptation:
        self.photo(Stage.BEFORE)
        self.photo(Stage.AFTER)
        return self.go(actions.finish_works, self.builder, on=TODAY)

    def accept(self, actor: Actor | None = None) -> Adaptation:
        return self.go(actions.accept_adaptation, actor or self.second, on=TODAY)

    def prepare(self) -> Adaptation:
        return self.go(
            actions.prepare_adaptation_pay, self.officer, fund="county_budget", document="发票 1",
            on=TODAY,
        )  # fmt: skip

    def pay(self, actor: Actor | None = None) -> Adaptation:
        return self.go(actions.pay_adaptation, actor or self.second, on=TODAY)

    def to(self, step: str) -> "Site":
        for name in ("survey", "plan", "agree", "assign", "start", "finish", "accept", "prepare",
                     "pay"):  # fmt: skip
            getattr(self, name)()
            if name == step:
                return self
        raise AssertionError(step)


def site(officer: Actor, person: int | None = None) -> Site:
    """Somebody's home taken up, and everybody who is needed for the rest."""
    body = organisation()
    contractor = actions.list_contractor(
        officer, organisation=body.pk, licence="建筑装修装饰 D123", since=SINCE,
        licence_until=date(2027, 1, 1),
    )  # fmt: skip
    budget()
    one = actions.open_adaptation(officer, person=person or hard_up(officer), on=TODAY)
    return Site(
        officer, small.holder("county_officer", division=small.COUNTY),
        small.holder("village_worker", division=small.VILLAGE),
        holder_at("provider", body), contractor, one,
    )  # fmt: skip


def budget(amount: int = 10_000_000) -> None:
    funds.appropriate(
        SYSTEM, pot=Pot("county_budget", TODAY.year), amount=Fen(amount), on=TODAY, document="预算"
    )


def level(person: int, level: int, on: date = SINCE) -> None:
    """A final level on the deciding scale, as an imported assessment has it."""
    Assessment.objects.create(
        person_id=person, scale="gbt42195_2022", version="2022", reason="first", assessed_on=on,
        points={}, score_level=level, final_level=level, first_name="甲", second_name="乙",
        informant_phone_sealed=b"", source="import", recorded_at=clock.now(), recorded_by="测试",
    )  # fmt: skip


def keeper(name: str = "东河镇中心敬老院", kind: str = "day_care_centre", **more: Any) -> Facility:
    """A facility that operates and offers home care beds."""
    body = more.pop("operator", None) or organisation(f"{name}运营方")
    made = Facility.objects.create(
        kind=kind, name=name, pinyin=name, search=name, division=small.VILLAGE, address="街一号",
        ownership="private", operator=body, status="operating", created_at=clock.now(),
        updated_at=clock.now(), **more,
    )  # fmt: skip
    at = {"facility": made, "since": SINCE, "recorded_at": clock.now(), "recorded_by": "测试"}
    StatusChange.objects.create(status="operating", **at)
    Service.objects.create(code="home_care_bed", **at)
    return made
