"""What points at a person in this room, for merges and splits of files."""

from django.utils.translation import gettext_lazy as _

from anhuai.placements.models import Application, Stay
from anhuai.placements.rules.words import Kind
from anhuai.platform.pointing import Points, declare_points


def _both_wait(kept: int, gone: int) -> str:
    """One person waits once for a kind of place: one of two applications must be withdrawn."""
    waiting = Application.objects.filter(closed_on=None)
    same = waiting.filter(person=kept, kind__in=waiting.filter(person=gone).values("kind"))
    return "两份档案有同类的入住申请在办理；请先撤回其中一份。" if same.exists() else ""


def _both_live(kept: int, gone: int) -> str:
    """One person sleeps in one bed."""
    living = Stay.objects.filter(until=None).exclude(kind=Kind.DAY_CARE)
    both = living.filter(person=kept).exists() and living.filter(person=gone).exists()
    return "两份档案都在机构入住；请先给其中一份办理离院。" if both else ""


declare_points(
    Points("placements.application.person", _("入住申请"), Application.objects.all,
           clash=_both_wait),
    Points("placements.stay.person", _("入住记录"), Stay.objects.all, clash=_both_live),
)  # fmt: skip
