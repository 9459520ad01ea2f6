"""Drafting, publishing and withdrawing open data."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.portal.catalogue import DATA_SETS
from anhuai.portal.models import Release
from anhuai.portal.queries import collected, threshold
from anhuai.portal.rules import Exposed

HELD = declare_placed(
    Placed("portal.release.division", _("开放数据"), How.STAYS, Release.objects.all)
)


class BadRelease(Unfit):
    """A release that cannot be; codes: set, day, exposed, state, reason."""


@action(
    permit=Permit.OPENDATA_MANAGE, title=_("起草开放数据"), logs=("code", "on"), subject="release"
)
def draft_release(actor: Actor, *, code: str, on: date, note: str = "") -> Release:
    """Freeze a data set of the served area as of a day; raises `BadRelease`, `NotHere`."""
    division = county.code()
    if not actor.scope(Permit.OPENDATA_MANAGE).covers(division) or not division:
        raise NotHere("division", division)
    if code not in DATA_SETS:
        raise BadRelease("set", "没有这个数据集。", "No such data set.", field="code")
    if on > clock.today():
        raise BadRelease("day", "日期不能晚于今天。", "The day cannot be to come.", field="on")
    try:
        rows = collected(actor, code, division=division, on=on, threshold=threshold())
    except Exposed as exposed:
        raise BadRelease(
            "exposed",
            "人数太少，无论怎样隐去都能推算出个别人，不能公开。",
            "The numbers are too small to be hidden: this cannot be published.",
            field="code",
        ) from exposed
    return Release.objects.create(
        code=code, division=division, on=on, threshold=threshold(), rows=rows,
        note=note.strip()[:300], state="draft", drafted_by=actor.name, drafted_at=clock.now(),
    )  # fmt: skip


def _locked(actor: Actor, key: int, state: str) -> Release:
    scope = actor.scope(Permit.OPENDATA_MANAGE)
    rows = Release.objects.select_for_update().filter(scope.within("division"), pk=key)
    found = rows.first()
    if found is None:
        raise NotHere("release", key)
    if found.state != state:
        raise BadRelease(
            "state",
            "这份数据的状态已经变了，请刷新页面再看。",
            "The state of this release has changed: reload the page.",
        )
    return found


@action(permit=Permit.OPENDATA_MANAGE, title=_("公开数据"), logs=("release",), subject="release")
def publish_release(actor: Actor, *, release: int) -> Release:
    """Publish a draft, as it was frozen; raises `BadRelease`, `NotHere`."""
    found = _locked(actor, release, "draft")
    found.state, found.published_by, found.published_at = "published", actor.name, clock.now()
    found.save(update_fields=["state", "published_by", "published_at"])
    return found


@action(
    permit=Permit.OPENDATA_MANAGE, title=_("撤下公开数据"), logs=("release",), subject="release"
)
def withdraw_release(actor: Actor, *, release: int, reason: str) -> Release:
    """Take a published release down, saying why; raises `BadRelease`, `NotHere`."""
    found = _locked(actor, release, "published")
    if not reason.strip():
        raise BadRelease("reason", "请写明撤下的原因。", "Say why.", field="reason")
    found.state, found.withdrawn_by, found.withdrawn_at = "withdrawn", actor.name, clock.now()
    found.withdrawn_for = reason.strip()[:200]
    found.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_for"])
    return found
