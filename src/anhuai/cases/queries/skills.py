"""Which skill a case needs and who holds it.

What called for help is known above (response), which declares itself here (`alarms_tell`), as the
roads do with places.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.cases.catalogue import SKILLS
from anhuai.cases.models import Case, HelperSkill
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import parameters
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit

HANDLE = Permit.CASES_HANDLE
declare_setting(
    Setting(
        key="cases.skill_minutes", title=_("有对口技能的人可以多用的时间"), unit=_("分钟"),
        says=_(
            "派出名单里，有对口技能的人比最近的人多用不超过这么多分钟的，排在最前。"
            "0 表示到场同样快才优先。"
        ),
        least=0, most=60,
        basis=Basis(document="", confidence=Confidence.C, note="没有规定，由县自定，未核"),
        default=lambda: 10,
        effect=lambda value: said("有对口技能的人多用 %(value)s 分钟以内的排在前面")
        % {"value": value},
    )
)  # fmt: skip
_TELLERS: list[Callable[[int], Iterable[str]]] = []


def alarms_tell(teller: Callable[[int], Iterable[str]]) -> Callable[[int], Iterable[str]]:
    """Declare who knows the kinds of alarm that led to a case."""
    _TELLERS.append(teller)
    return teller


def minutes_more(on: date) -> int:
    """Return how many minutes longer somebody with a needed skill may take and still come first."""
    return parameters.value("cases.skill_minutes", on=on)


def needed_for(case: Case) -> tuple[str, ...]:
    """Return the skills a case needs, by its kind and by what called for help."""
    alarms = {kind for teller in _TELLERS for kind in teller(case.pk)}
    return tuple(code for code, one in SKILLS.items() if one.helps(case.kind, alarms))


def holders(
    accounts: Collection[int], skills: Collection[str], *, on: date
) -> dict[int, tuple[str, ...]]:
    """Return who of some accounts holds which of some skills on a day."""
    rows = HelperSkill.objects.filter(account__in=accounts, skill__in=skills, since__lte=on)
    rows = rows.exclude(until__lte=on).order_by("skill")
    found: dict[int, tuple[str, ...]] = {}
    for account, skill in rows.values_list("account", "skill").distinct():
        found[account] = (*found.get(account, ()), skill)
    return found


def held_skills(actor: Actor, *, on: date) -> "QuerySet[HelperSkill]":
    """Return the skills held on a day or later by helpers within the scope."""
    reached = accounts_within(actor.scope(HANDLE)).filter(is_active=True)
    rows = HelperSkill.objects.filter(Q(until=None) | Q(until__gt=on), account__in=reached)
    return rows.select_related("account").order_by("account__name", "skill", "pk")


def held_skill(actor: Actor, key: int) -> HelperSkill:
    """Return one skill held within the scope; raises `NotHere`."""
    reached = accounts_within(actor.scope(HANDLE))
    found = HelperSkill.objects.filter(account__in=reached, pk=key).first()
    if found is None:
        raise NotHere("helper_skill", key)
    return found
