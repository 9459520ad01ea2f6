"""Mutual help and the elders' school, for reforms, merges and splits."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.services.models import (
    Activity,
    Enrolment,
    HelpTask,
    Member,
    Pair,
    Presence,
    SchoolSite,
    Team,
)

_READ = Permit.COMMUNITY_READ
declare_placed(
    Placed(
        "services.member.division", _("互助成员"), How.NOW, Member.objects.all,
        listing="/services/mutual/members/?division={code}", permit=_READ, version="version",
    ),
    Placed(
        "services.team.division", _("互助队"), How.NOW, Team.objects.all,
        listing="/services/mutual/teams/?division={code}", permit=_READ, version="version",
    ),
    Placed("services.pair.place", _("结对"), How.NOW, Pair.objects.all, column="place"),
    Placed("services.helptask.place", _("互助服务"), How.STAYS, HelpTask.objects.all,
           column="place"),
    Placed(
        "services.activity.division", _("活动"), How.NOW, Activity.objects.all,
        listing="/services/activities/?division={code}", permit=_READ, version="version",
    ),
    Placed("services.schoolsite.division", _("教学点"), How.NOW, SchoolSite.objects.all),
)  # fmt: skip


def _both_members(kept: int, gone: int) -> str:
    both = Member.objects.filter(person__in=[kept, gone])
    return gettext("两份档案都有互助时间账户；请先停止并转出其中一个。") if both.count() > 1 else ""


def _pairs_once(kept: int, gone: int) -> None:
    """Keep one pair with each member."""
    now = Pair.objects.filter(person=kept, until=None).values("member")
    Pair.objects.filter(person=gone, until=None, member__in=now).delete()


def _seats_once(kept: int, gone: int) -> None:
    """Keep one seat in each course."""
    now = Enrolment.objects.filter(person=kept).exclude(state="left").values("course")
    Enrolment.objects.filter(person=gone, course__in=now).exclude(state="left").update(state="left")


def _presences_once(kept: int, gone: int) -> None:
    """Count a lesson once."""
    now = Presence.objects.filter(person=kept).values("lesson")
    Presence.objects.filter(person=gone, lesson__in=now).delete()


declare_points(
    Points("services.member.person", _("互助成员"), Member.objects.all, clash=_both_members),
    Points("services.pair.person", _("结对"), Pair.objects.all, settle=_pairs_once),
    Points("services.helptask.person", _("互助服务"), HelpTask.objects.all),
    Points("services.enrolment.person", _("老年学校报名"), Enrolment.objects.all,
           settle=_seats_once),
    Points("services.presence.person", _("老年学校到课"), Presence.objects.all,
           settle=_presences_once),
)  # fmt: skip
