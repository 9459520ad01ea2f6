"""Carrying reforms out, undoing them, and picking up each night what came late."""

from datetime import time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.places import actions, queries
from anhuai.places.rules import BadReform
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring


@task()
def execute(reform: int, version: int) -> str:
    """Carry a confirmed reform out; one that no longer fits is a draft again and says why."""
    try:
        found = actions.execute_reform(SYSTEM, reform=reform, version=version)
        actions.catch_up(SYSTEM, reform=reform)
    except BadReform as error:
        found = actions.hold_back(SYSTEM, reform=reform, version=version, error=error)
    return found.state


@task()
def revert(reform: int, version: int) -> str:
    """Undo a reform; where something later stands in the way it stays in effect and says what."""
    try:
        found = actions.revert_reform(SYSTEM, reform=reform, version=version)
    except BadReform as error:
        found = actions.hold_back(SYSTEM, reform=reform, version=version, error=error)
    return found.state


@recurring(title=gettext_noop("核对区划变更后的遗留记录"), at=time(1, 30))
@task()
def nightly_stragglers(day: str) -> int:
    """Move what was recorded at codes that ended: forms and imports that were under way."""
    del day
    late = queries.with_stragglers()
    return sum(actions.catch_up(SYSTEM, reform=key) for key in late)
