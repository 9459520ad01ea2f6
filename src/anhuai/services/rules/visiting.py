"""A visit as the phone tells it, before anything is known to be right; what makes it unfit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from anhuai.kernel.unfit import Unfit
from anhuai.services.rules.words import Confirmation, Mode, Outcome

MOST_MINUTES = 24 * 60
MOST_PHOTO = 1 << 20
"""Bytes of one photo: a phone's picture at 1,280 pixels is some 150 KB."""
OLDEST = timedelta(days=62)
"""How long after a visit it is still taken in: a phone may lie without a network for weeks."""
SKEW = timedelta(minutes=5)
"""By how much a phone's clock may be off before that is noted."""
AHEAD = timedelta(minutes=10)


class BadVisit(Unfit):
    """A visit, visitor, plan or phone that cannot be taken; `code` names what is wrong."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the phone says it is (WGS-84 degrees), and how sure it is in metres."""

    longitude: float
    latitude: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """One visit as filled in; `client` is the id the phone gave it, once for ever."""

    client: UUID
    person: int
    at: datetime
    mode: Mode
    outcome: Outcome
    minutes: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    chores: Sequence[str] = ()
    note: str = ""
    reason: str = ""
    """Why there was no visit, no position, or one far from the house."""
    position: Position | None = None
    confirmed: Confirmation = Confirmation.NONE
    code: str = ""


def check_time(at: datetime, now: datetime) -> None:
    """Raise `BadVisit` for a visit that is still to come or too long ago."""
    if at > now + AHEAD:
        raise BadVisit(
            "future", "探访时间晚于现在，请核对手机的日期和时间后重新提交。",
            "The visit lies in the future: check the phone's clock and send again.", field="at",
        )  # fmt: skip
    if now - at > OLDEST:
        raise BadVisit(
            "too_old", f"探访已过去 {OLDEST.days} 天以上，不能再补录，请联系经办人。",
            f"More than {OLDEST.days} days ago: ask the clerk.", field="at",
        )  # fmt: skip


def check_whole(one: Visited, *, chores: Mapping[str, str]) -> None:
    """Raise `BadVisit` unless minutes, chores, position and the reason of no visit can be."""
    if not 0 <= one.minutes <= MOST_MINUTES:
        raise BadVisit("minutes", "时长应在 0 至 1440 分钟之间。", "0 to 1440 minutes.",
                       field="minutes")  # fmt: skip
    if any(code not in chores for code in one.chores):
        raise BadVisit(
            "chore", "有一项服务内容不在清单里，请更新名单后重新填写。",
            "A chore is not on the list: refresh and choose again.", field="chores",
        )  # fmt: skip
    if one.outcome is Outcome.OTHER and len(one.reason.strip()) < 2:
        raise BadVisit(
            "reason", "请写明没有探访成的原因。", "Say why the visit was not possible.",
            field="reason",
        )  # fmt: skip
    where = one.position
    if where is not None and not (
        -180 <= where.longitude <= 180 and -90 <= where.latitude <= 90
    ):  # fmt: skip
        raise BadVisit(
            "position", "定位坐标不对，请重新定位，或写明没有定位的原因。",
            "The position is impossible: locate again, or say why there is none.",
            field="position",
        )  # fmt: skip


def check_alive(day: date, died: date | None, outcome: Outcome) -> None:
    """Raise `BadVisit` for a visit to somebody who was dead, unless that is what it found."""
    if died is not None and day > died and outcome is not Outcome.DIED:
        raise BadVisit(
            "dead", f"此人已于 {died} 去世，请核对；确是当天得知的，结果选“本人已去世”。",
            f"The person died on {died}: check whom and when; or choose “Has died”.",
            field="outcome",
        )  # fmt: skip


def check_post(day: date, since: date, until: date | None) -> None:
    """Raise `BadVisit` for a visit outside the days somebody visits; earlier ones are taken in."""
    if day < since or (until is not None and day >= until):
        raise BadVisit(
            "ended", "您在这一天不是探访人员，这次探访不能入账；内容仍在手机上，请联系经办人。",
            "You were no visitor on that day; the phone keeps the visit: ask the clerk.",
        )  # fmt: skip
