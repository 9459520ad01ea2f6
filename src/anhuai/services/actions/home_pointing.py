"""Adaptations, family beds and carers' courses, for reforms, merges and splits."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, Text, declare_points
from anhuai.services.models import Adaptation, CarerCourse, FamilyBed
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


declare_points(
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
