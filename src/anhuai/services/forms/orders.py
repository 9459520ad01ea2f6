"""Forms of orders: of pages, and of an order as another system sends it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from anhuai.platform import clock
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words
from anhuai.services.catalogue import CARE
from anhuai.services.rules.care import Care
from anhuai.services.rules.ordering import MOST_UNITS, Told, Wanted
from anhuai.services.rules.ordering_words import Confirmed, Moment, PlacedBy
from anhuai.services.rules.visiting import Position

Choices = Sequence[tuple[str, Any]]
_LOCAL = "%Y-%m-%dT%H:%M"


def hour(label: Any) -> forms.TimeField:
    """Return a field for a time of day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


def moment(label: Any) -> forms.DateTimeField:
    """Return a field for a day and time by the county's clock."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL)
    return forms.DateTimeField(label=label, widget=widget)


class VersionForm(OnceForm):
    """A form that knows which version of the order its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WindowForm(OnceForm):
    """On which day and between which hours a service is wanted."""

    on = day(_("服务日期"))
    earliest = hour(_("最早时间"))
    latest = hour(_("最晚时间"))


class OrderForm(WindowForm):
    """A service ordered for a person."""

    service = forms.ChoiceField(label=_("服务项目"))
    units = forms.IntegerField(label=_("数量"), min_value=1, max_value=MOST_UNITS, initial=1)
    facility = forms.ChoiceField(
        label=_("服务商"), required=False, help_text=_("不选的，按距离、价格、评价等自动匹配")
    )
    placed_by = forms.ChoiceField(label=_("谁要的"), choices=lambda: words(PlacedBy))
    note = forms.CharField(label=_("要求"), required=False, max_length=300)
    field_order = ("service", "units", "on", "earliest", "latest", "facility", "placed_by", "note")

    def __init__(self, *args: Any, services: Choices, providers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = services  # type: ignore[attr-defined]
        self.fields["facility"].choices = [("", "—"), *providers]  # type: ignore[attr-defined]


class WhyForm(VersionForm):
    """A step that needs a reason."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class WorkerForm(VersionForm):
    """Who goes."""

    worker = forms.ChoiceField(label=_("服务人员"), required=False)

    def __init__(self, *args: Any, workers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "—"), *workers]  # type: ignore[attr-defined]


class StartForm(OnceForm):
    """A start written down at a desk: the phone tells its own."""

    at = moment(_("开始时间"))
    reason = forms.CharField(
        label=_("没有定位的原因"), max_length=200, help_text=_("电脑上补录没有定位，须写明原因")
    )


class FinishForm(OnceForm):
    """An end written down at a desk, with the steps that were done."""

    at = moment(_("结束时间"))
    units = forms.IntegerField(label=_("实际数量"), min_value=1, max_value=MOST_UNITS)
    steps = forms.MultipleChoiceField(
        label=_("做了哪些步骤"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("没有定位的原因"), max_length=200)

    def __init__(self, *args: Any, care: Care, english: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [  # type: ignore[attr-defined]
            (step.code, step.title_en if english else step.title) for step in care.steps
        ]


class ConfirmForm(VersionForm):
    """How the elder confirmed at the door."""

    how = forms.ChoiceField(
        label=_("确认方式"),
        choices=lambda: words([
            Confirmed.CODE, Confirmed.SIGNATURE, Confirmed.VOICE, Confirmed.EXCEPTION
        ]),
    )  # fmt: skip
    code = forms.CharField(
        label=_("确认码"), required=False, max_length=6, help_text=_("老人服务卡上的六位数字")
    )
    file = forms.FileField(
        label=_("签名照片或语音"), required=False, help_text=_("照片不超过 1 MB，语音不超过 2 MB")
    )
    reason = forms.CharField(
        label=_("例外的原因"), required=False, max_length=200,
        help_text=_("没有签名、语音或确认码的，写明原因"),
    )  # fmt: skip


class RateForm(OnceForm):
    """How the service was."""

    stars = forms.ChoiceField(
        label=_("评价"), choices=[(str(n), "★" * n) for n in range(5, 0, -1)],
        widget=forms.RadioSelect, initial="5",
    )  # fmt: skip
    says = forms.CharField(label=_("说几句"), required=False, max_length=300)


class DisputeForm(VersionForm):
    """How a dispute is settled."""

    units = forms.IntegerField(label=_("认可的数量"), min_value=0, max_value=MOST_UNITS)
    reason = forms.CharField(label=_("处理意见"), max_length=200)


class OfferingForm(OnceForm):
    """What a provider offers, where and at what price."""

    facility = forms.ChoiceField(label=_("机构"))
    service = forms.ChoiceField(label=_("服务项目"), choices=lambda: definitions(CARE))
    division = forms.ChoiceField(label=_("服务范围"))
    unit_price = forms.DecimalField(
        label=_("单价（元）"), min_value=0, max_value=10000, max_digits=7, decimal_places=2
    )
    daily = forms.IntegerField(
        label=_("每天最多接单"), required=False, min_value=1, max_value=999,
        help_text=_("不填表示不限"),
    )  # fmt: skip
    since = day(_("开始日期"), help_text=_("同一项目、同一范围的原报价从这天起停止"))

    def __init__(self, *args: Any, facilities: Choices, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = facilities  # type: ignore[attr-defined]
        self.fields["division"].choices = divisions  # type: ignore[attr-defined]


class OfferingEndForm(VersionForm):
    """The first day an offering no longer holds."""

    until = day(_("停止日期"))


class OrderIn(Schema):
    """A wanted service. `client` is made once where it is ordered, and kept."""

    client: UUID
    person: int = Field(ge=1, lt=1 << 63)
    service: str = Field(max_length=40)
    on: date
    earliest: time
    latest: time
    units: int = 1
    facility: int = Field(0, ge=0, lt=1 << 63)
    placed_by: PlacedBy = PlacedBy.WORKER
    source: str = Field("", max_length=80)
    note: str = Field("", max_length=300)


def wanted(sent: OrderIn) -> Wanted:
    """Return an order as rules know it."""
    return Wanted(
        client=sent.client, person=sent.person, service=sent.service, on=sent.on,
        earliest=sent.earliest.replace(tzinfo=None), latest=sent.latest.replace(tzinfo=None),
        units=sent.units, facility=sent.facility, placed_by=sent.placed_by, through="api",
        source=sent.source, note=sent.note,
    )  # fmt: skip


class ToldIn(Schema):
    """What a provider's own system or a phone tells of a start or an end."""

    client: UUID
    at: datetime
    sent: datetime | None = None
    where: tuple[float, float, float] | None = None
    """Longitude, latitude (WGS-84) and accuracy in metres."""
    reason: str = Field("", max_length=200)
    steps: list[str] = Field([], max_length=40)
    units: int = Field(0, ge=0, le=MOST_UNITS)


def told(sent: ToldIn, which: Moment) -> Told:
    """Return a proof as rules know it; a time without a zone is the county's."""

    def aware(at: datetime) -> datetime:
        return at if at.tzinfo else timezone.make_aware(at)

    return Told(
        client=sent.client, moment=which, at=aware(sent.at),
        sent=aware(sent.sent) if sent.sent else clock.now(),
        position=Position(*sent.where) if sent.where else None, reason=sent.reason,
        steps=tuple(sent.steps), units=sent.units,
    )  # fmt: skip
