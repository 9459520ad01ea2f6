"""Forms of visits: of pages, and of a visit as a phone or another system sends it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, words
from anhuai.services.catalogue import CHECKS, CHORES
from anhuai.services.rules.visiting import Position, Visited
from anhuai.services.rules.words import Confirmation, Mode, Outcome

Choices = Sequence[tuple[str, str]]


class VisitorForm(OnceForm):
    """An account that visits."""

    username = forms.CharField(
        label=_("账号"), max_length=64,
        help_text=_("须已有“村（社区）工作人员”角色，由管理员分配；负责地区随角色"),
    )  # fmt: skip
    since = day(_("开始日期"))


class EndForm(OnceForm):
    """The first day a visitor no longer visits."""

    on = day(_("停止日期"), help_text=_("此前做过、还在手机上的探访仍可上传"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(OnceForm):
    """Why a visit is withdrawn."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class ReassignForm(OnceForm):
    """Another visitor for somebody."""

    visitor = forms.ChoiceField(label=_("探访人员"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, visitors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].choices = [("", "—"), *visitors]  # type: ignore[attr-defined]


class VisitForm(OnceForm):
    """A visit written down at a desk: a phone call, or what was noted on paper."""

    at = forms.DateTimeField(
        label=_("探访时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    mode = forms.ChoiceField(label=_("方式"), choices=lambda: words(Mode))
    outcome = forms.ChoiceField(label=_("结果"), choices=lambda: words(Outcome))
    minutes = forms.IntegerField(
        label=_("时长（分钟）"), required=False, min_value=0, max_value=1440
    )
    chores = forms.MultipleChoiceField(
        label=_("做了什么"), required=False, choices=lambda: definitions(CHORES),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    confirmed = forms.ChoiceField(
        label=_("老人确认"), choices=lambda: words([Confirmation.NONE, Confirmation.CODE])
    )
    code = forms.CharField(label=_("确认码"), required=False, max_length=6)
    reason = forms.CharField(
        label=_("原因"), required=False, max_length=200,
        help_text=_("没有探访成，或上门没有定位的，写明原因"),
    )  # fmt: skip
    note = forms.CharField(label=_("备注"), required=False, max_length=400)

    def __init__(self, *args: Any, asked: Sequence[str], english: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in asked:
            one = CHECKS[code]
            label, help_text = (one.title_en, one.asks_en) if english else (one.title, one.asks)
            choices = [(a.code, a.title_en if english else a.title) for a in one.answers]
            self.fields[f"check_{code}"] = forms.ChoiceField(
                label=label, help_text=help_text, required=False, choices=[("", "—"), *choices]
            )


class VisitIn(Schema):
    """A visit as it was made. `client` is made once where it is written down, and kept."""

    client: UUID
    person: int = Field(ge=1, lt=1 << 63)
    at: datetime
    mode: Mode = Mode.IN_PERSON
    outcome: Outcome = Outcome.DONE
    minutes: int = 0
    answers: dict[str, str] = {}
    chores: list[str] = Field([], max_length=40)
    note: str = Field("", max_length=400)
    reason: str = Field("", max_length=200)
    where: tuple[float, float, float] | None = None
    """Longitude, latitude (WGS-84) and accuracy in metres."""
    confirmed: Confirmation = Confirmation.NONE
    code: str = Field("", max_length=6)


def visited(sent: VisitIn) -> Visited:
    """Return a visit as rules know it; a time without a zone is the county's."""
    at = sent.at if sent.at.tzinfo else timezone.make_aware(sent.at)
    return Visited(
        client=sent.client, person=sent.person, at=at, mode=sent.mode, outcome=sent.outcome,
        minutes=sent.minutes, answers=sent.answers, chores=sent.chores, note=sent.note,
        reason=sent.reason, position=Position(*sent.where) if sent.where else None,
        confirmed=sent.confirmed, code=sent.code,
    )  # fmt: skip
