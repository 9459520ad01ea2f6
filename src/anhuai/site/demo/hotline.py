"""A hotline's weeks: calls and tickets in every state, articles, a roster, care calls.

Everybody and everything said is invented; what articles say of policy names its source and how
well it is known. Made by the product's own actions, but for the calls of past weeks in bulk.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from anhuai.cases import actions as cases
from anhuai.desk import actions
from anhuai.desk.models import Call, CareRound, Ticket
from anhuai.desk.rules.discharges import Told
from anhuai.desk.rules.warnings import WarningFacts
from anhuai.kernel.identity import make_citizen_id
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.sealing import blind_index, seal, unseal

PAST, EACH_DAY = 21, 2
_WHAT = (
    ("inquiry", "问高龄津贴怎么领"), ("service_request", "想要每周助浴一次"),
    ("complaint", "送餐晚了一个小时"), ("suggestion", "建议老饭桌多些软食"),
    ("help", "家里停水两天"), ("mediation", "和邻居因为排水吵架"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staff:
    """Who sits at the demo's desk, and who decides above it."""

    duty: Actor
    officer: Actor
    second: Actor
    helper: Actor


ARTICLES = (
    ("低保、特困在哪里申请", "社会救助法第三十七条",
     "向户籍所在地的乡镇、街道申请，可以委托村（居）委会或他人代办；持居住证的地方逐步放开。",
     "低保 特困 申请 代办", "A", ""),
    ("临时救助在哪里申请", "社会救助法第三十七条、第五十条",
     "向急难发生地的乡镇、街道申请。情况紧急、金额小的可以先救助，后补手续。",
     "急难 小额", "A", ""),
    ("低保是怎么核定的", "社会救助法第十八条",
     "共同生活家庭人均收入低于当地标准、财产符合规定的按月领取；按差额或分档发放。",
     "低保 标准 收入", "A", ""),
    ("申请没有批准怎么办", "社会救助法第四十五条、第七十六条",
     "不予批准的应书面说明理由；不服的可以申请行政复议或者提起诉讼。", "复议 驳回", "A", ""),
    ("六十岁算老年人吗", "老年人权益保障法第二条", "六十周岁以上的公民是老年人。",
     "年龄", "A", ""),
    ("高龄津贴怎么领", "老年人权益保障法第三十三条；金额见本县标准",
     "国家鼓励地方给八十周岁以上低收入老年人发高龄津贴。本县年龄和金额见“对应的待遇”。",
     "老龄补贴 敬老", "B", "old_age_allowance"),
    ("孩子能一个人在家吗", "未成年人保护法第二十一条",
     "不得让未满八周岁或需要特别照顾的未成年人无人看护；不得让未满十六周岁的单独居住。",
     "留守 看护", "A", ""),
    ("能力评估分几个等级", "GB/T 42195—2022（检索所见，原文未核）",
     "按能力完好、轻度、中度、重度、完全失能定级；由评估员上门评估，有异议可以复评。",
     "失能 等级 评估", "B", ""),
    ("12349 多久接听、多久答复", "本县参数；借自 TSA 的指标，国内未见规定",
     "没有见到全国统一的时限。本县的目标和工单时限见“参数”。", "时限", "D", ""),
)  # fmt: skip


def hotline(code: str, staff: Staff, *, on: date) -> str:
    """Fill the desk; returns what was made, for the builder to tell."""
    elders = list(
        Person.objects.filter(
            died=None, left=None, division__startswith=code, born__lt=date(on.year - 70, 1, 1)
        ).exclude(household=None).order_by("pk")[:60]
    )  # fmt: skip
    if len(elders) < 30:
        return "热线 0"
    _knowledge(staff)
    _past_calls(elders, staff.duty)
    _tickets(elders, staff)
    _live_calls(elders, staff)
    _roster(code, staff, on)
    _care(code, staff)
    _weather(code, staff)
    _discharges(elders, staff, on)
    return (
        f"热线通话 {Call.objects.count()} 个，工单 {Ticket.objects.count()} 张，"
        f"知识 {len(ARTICLES)} 条，关爱电话 {CareRound.objects.count()} 轮（虚构）"
    )


def _knowledge(staff: Staff) -> None:
    for title, source, body, words, confidence, item in ARTICLES:
        made = actions.draft_article(
            staff.duty, title=title, body=body, source=source, confidence=confidence,
            since=date(2026, 1, 1), words=words, item=item,
        )  # fmt: skip
        actions.propose_article(staff.duty, article_id=made.pk)
        actions.approve_article(staff.officer, article_id=made.pk)
    waiting = actions.draft_article(
        staff.duty, title="（示例）冬季取暖补贴怎么领", body="正在核对文件，未发布。",
        source="待核", confidence="D", since=date(2026, 1, 1),
    )  # fmt: skip
    actions.propose_article(staff.duty, article_id=waiting.pk)


def _past_calls(elders: list[Person], duty: Actor) -> None:
    """Calls of the weeks before, answered after so many seconds; one in nine was missed."""
    now, made = clock.now(), []
    for number in range(PAST * EACH_DAY):
        one = elders[number % len(elders)]
        began = now - timedelta(days=1 + number // EACH_DAY, minutes=17 * (number % 23))
        missed = number % 9 == 8
        waited = timedelta(seconds=6 + number * 7 % 80)
        made.append(_past(number, one, began, waited, duty, is_missed=missed))
    Call.objects.bulk_create(made)


def _past(
    number: int, one: Person, began: datetime, waited: timedelta, duty: Actor, *, is_missed: bool
) -> Call:
    phone = f"130000{number:05}"
    return Call(
        line=f"demo-{number}", direction="in", state="missed" if is_missed else "ended",
        phone_sealed=seal(phone), phone_index=blind_index(phone, of="phone"), person_id=one.pk,
        known_as="elder", caller=one.name, division=one.division, began_at=began,
        answered_at=None if is_missed else began + waited,
        ended_at=began + waited + timedelta(minutes=0 if is_missed else 3),
        account_id=None if is_missed else duty.account, officer="" if is_missed else duty.name,
        wrap_up="" if is_missed else ("answered", "ticket_opened")[number % 2],
    )  # fmt: skip


def _tickets(elders: list[Person], staff: Staff) -> None:
    """Four tickets of each category, brought into every state."""
    for number in range(4 * len(_WHAT)):
        kind, title = _WHAT[number % len(_WHAT)]
        one, stage = elders[30 + number], number // len(_WHAT)
        made = actions.open_ticket(
            staff.duty, kind=kind, title=title, text="（虚构）来电人反映的情况。", person=one.pk,
            caller=one.name,
        )  # fmt: skip
        if stage == 0:
            continue
        actions.take_ticket(staff.officer, ticket_id=made.pk)
        if stage == 1:
            continue
        actions.answer_ticket(staff.officer, ticket_id=made.pk, answer="（虚构）已办理，电话告知。")
        if stage == 3:
            actions.call_back(staff.duty, ticket_id=made.pk, rating=3 + number % 3)
    late = Ticket.objects.filter(state="new").order_by("pk").first()
    if late is not None:  # one whose clocks ran out, so that urging it can be seen
        past = clock.now() - timedelta(days=12)
        Ticket.objects.filter(pk=late.pk).update(
            opened_at=past, take_due=past + timedelta(hours=4),
            answer_due=past + timedelta(days=4),
        )  # fmt: skip
        actions.urge_ticket(SYSTEM, ticket_id=late.pk)
    gone = Ticket.objects.filter(state="new").order_by("-pk").first()
    if gone is not None:
        actions.withdraw_ticket(staff.duty, ticket_id=gone.pk, says="来电人说已经解决")


def _live_calls(elders: list[Person], staff: Staff) -> None:
    """One call of each state, and one that became a call for help."""
    wrapped = actions.log_call(staff.duty, phone="13000009001", person=elders[0].pk)
    actions.wrap_up(staff.duty, call_id=wrapped.pk, code="answered", note="问津贴发放日")
    talking = actions.log_call(staff.duty, phone="13000009002", person=elders[1].pk)
    actions.call_for_help(
        staff.duty, call_id=talking.pk, says="（虚构）说话含糊，一侧手脚没有力气", severity=1
    )
    actions.dial(staff.duty, person=None, phone="13000009003")
    _videos(elders, staff)


def _videos(elders: list[Person], staff: Staff) -> None:
    """A video call that is over, with who agreed and who refused; and one that waits."""
    over = actions.begin_video(staff.duty, person=elders[1].pk)
    own = actions.sit_down(staff.duty, video_id=over.pk)
    asked = [
        actions.invite(staff.duty, video_id=over.pk, role=role, name=name)
        for role, name in (("elder", elders[1].name), ("family", "女儿"))
    ]
    for one, agrees in zip(asked, (True, False), strict=True):
        actions.answer_invitation(SYSTEM, seat_id=one.pk, token=one.token, agrees=agrees)
    for seat in (own.pk, asked[0].pk):
        actions.exchange(seat, sitting=0, after=0, notes=[])
    actions.end_video(staff.duty, video_id=over.pk)
    actions.begin_video(staff.duty, person=elders[2].pk)


def _roster(code: str, staff: Staff, on: date) -> None:
    """This month's and the next's roster, and a note that waits for the next shift."""
    officers = [one.account for one in (staff.duty, staff.officer, staff.second) if one.account]
    cases.plan_roster(
        staff.officer, division=code, first=on.replace(day=1), last=on + timedelta(days=30),
        officers=officers,
    )  # fmt: skip
    says = "（虚构）一位老人的子女晚上七点后回电；三号话机有杂音，已报修。"
    actions.write_handover(staff.second, says=says)


def _care(code: str, staff: Staff) -> None:
    """A round that runs, with every result."""
    running = actions.start_round(staff.officer, code="living_alone", division=code)
    calls = list(running.calls.order_by("pk")[:12])
    well = {"health": "good", "meals": "yes", "needs": "no"}
    for one in calls[:7]:
        actions.record_answers(staff.duty, care_id=one.pk, answers=well, note="精神好")
    if len(calls) == 12:
        unwell = well | {"health": "unwell"}
        actions.record_answers(staff.duty, care_id=calls[7].pk, answers=unwell, note="膝盖疼")
        actions.not_reached(staff.duty, care_id=calls[8].pk, note="无人接")
        for _time in range(3):
            actions.not_reached(staff.duty, care_id=calls[9].pk)
        actions.skip(staff.duty, care_id=calls[10].pk, note="住在女儿家")


def _weather(code: str, staff: Staff) -> None:
    """A cold warning in force, whose list is being called, and one that is over."""
    now = clock.now()
    made = actions.warn(staff.officer, facts=WarningFacts(
        kind="cold", level="blue", divisions=[code], since=now - timedelta(days=9),
        until=now + timedelta(hours=1), source="县气象台（虚构）", text="降温 6 度（虚构）",
    ))  # fmt: skip
    actions.lift_warning(staff.officer, warning_id=made.pk)
    actions.warn(staff.officer, facts=WarningFacts(
        kind="cold", level="orange", divisions=[code], since=now - timedelta(hours=3),
        until=now + timedelta(days=2), source="县气象台（虚构）",
        text="最低气温零下 18 度，注意防寒和一氧化碳中毒（虚构）",
    ))  # fmt: skip
    running = CareRound.objects.get(code="cold_wave", ended_on=None)
    well = {"heating": "fine", "symptoms": "no", "needs": "no"}
    for one in running.calls.order_by("pk")[:5]:
        actions.record_answers(staff.duty, care_id=one.pk, answers=well)


def _discharges(elders: list[Person], staff: Staff, on: date) -> None:
    """Notices of a hospital: two found, one under another name, one of nobody here."""
    told = [
        Told(unseal(one.identity_sealed), one.name if number < 2 else "（虚构）别名",
             on - timedelta(days=2 + number), "县人民医院（虚构）", f"CY-{number + 1:03}")
        for number, one in enumerate(elders[40:43])
    ]  # fmt: skip
    nobody = make_citizen_id("990000", date(1950, 1, 1), 999)
    told.append(Told(nobody, "（虚构）外地人", on, "县人民医院（虚构）", "CY-004"))
    actions.receive_discharges(staff.officer, told=told)
