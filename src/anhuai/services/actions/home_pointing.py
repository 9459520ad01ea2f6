"""Adaptations, family beds and carers' courses, for reforms, merges and splits."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, Text, declare_points
from anhuai.services.models import Adaptation, Arrangement, CarerCourse, FamilyBed, Sponsored
from anhuai.services.rules.adaptation import State
from anhuai.services.rules.family_beds import OPEN

declare_placed(
    Placed(
        "services.adaptation.place", _("适老化改造"), How.STAYS, Adaptation.objects.all,
        column="place", permit=Permit.HOME_READ,
    ),
    Placed(
        "services.familybed.place", _("家庭养老床位"), How.STAYS, FamilyBed.objects.all,
        column="place", permit=Permit.HOME_READ,
    ),
)  # fmt: skip


def _two_adaptations(kept: int, gone: int) -> Text:
    both = Adaptation.objects.exclude(state=State.CANCELLED).filter(person__in=[kept, gone])
    return _("两份档案都有适老化改造，请先终止其中一户。") if both.count() > 1 else ""


def _two_beds(kept: int, gone: int) -> Text:
    states = [str(one) for one in OPEN]
    both = FamilyBed.objects.filter(person__in=[kept, gone], state__in=states)
    return _("两份档案都有家庭养老床位，请先撤销其中一张。") if both.count() > 1 else ""


def _two_courses(kept: int, gone: int) -> Text:
    rows = CarerCourse.objects.filter(retracted_at=None)
    crossed = rows.filter(carer__in=[kept, gone], elder__in=[kept, gone])
    ours = rows.filter(carer=kept).values_list("elder", "title", "on")
    theirs = rows.filter(carer=gone).values_list("elder", "title", "on")
    twice = crossed.exists() or bool(set(ours) & set(theirs))
    return _("两份档案的家庭照护培训相互冲突，请先作废其中一次。") if twice else ""


def _two_arrangements(kept: int, gone: int) -> Text:
    rows = Arrangement.objects.filter(until=None)
    ours = set(rows.filter(person=kept).values_list("origin", "service"))
    theirs = set(rows.filter(person=gone).values_list("origin", "service"))
    return _("两份档案安排了同一项服务，请先停止其中一项。") if ours & theirs else ""


def _named_twice(kept: int, gone: int) -> Text:
    rows = Sponsored.objects.filter(until=None)
    ours = set(rows.filter(person=kept).values_list("sponsorship", flat=True))
    theirs = set(rows.filter(person=gone).values_list("sponsorship", flat=True))
    return _("两份档案都是同一出资账户的受助人，请先停止其中一个。") if ours & theirs else ""


declare_points(
    Points("services.sponsored.person", _("受助人"), Sponsored.objects.all, clash=_named_twice),
    Points(
        "services.arrangement.person",
        _("服务安排"),
        Arrangement.objects.all,
        clash=_two_arrangements,
    ),
    Points(
        "services.adaptation.person",
        _("适老化改造"),
        Adaptation.objects.all,
        clash=_two_adaptations,
    ),
    Points("services.familybed.person", _("家庭养老床位"), FamilyBed.objects.all, clash=_two_beds),
    Points(
        "services.carercourse.carer",
        _("家庭照护培训"),
        CarerCourse.objects.all,
        column="carer",
        clash=_two_courses,
    ),
    Points(
        "services.carercourse.elder",
        _("家庭照护培训（被照护人）"),
        CarerCourse.objects.all,
        column="elder",
    ),
)
