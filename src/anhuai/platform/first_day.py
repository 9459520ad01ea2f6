"""The first day: a few steps for each role, ticked by what really happened, until put away."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import Account, AuditEntry, FirstDay
from anhuai.platform.permits import Permit
from anhuai.platform.second_factor import factors_of

Text = str | Promise
Done = Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, on which page, for whom; `done` says that it really was done."""

    key: str
    title: Text
    hint: Text
    page: str
    order: int
    permit: Permit
    roles: frozenset[str]
    done: Done | None


_STEPS: list[Step] = []


def step(
    key: str, *, title: Text, hint: Text, page: str, order: int, permit: Permit = Permit.SELF,
    roles: Collection[str] = (), done: Done | None = None,
) -> None:  # fmt: skip
    """Declare a step for holders of a permit (and, where given, of one of the roles).

    Without `done` the step is ticked when its page was opened from the list.
    """
    _STEPS.append(Step(key, title, hint, page, order, permit, frozenset(roles), done))


def did(*names: str) -> Done:
    """Return the test that one of these is on the trail under the actor's account."""

    def found(actor: Actor) -> bool:
        return AuditEntry.objects.filter(account=actor.account, name__in=names).exists()

    return found


def steps_for(actor: Actor) -> list[tuple[Step, bool]]:
    """Return the actor's steps with whether each is done; [] once they were put away."""
    kept = FirstDay.objects.filter(account=actor.account or 0).first()
    if actor.account is None or (kept is not None and kept.is_dismissed):
        return []
    seen = set(kept.seen) if kept is not None else set()
    return [
        (one, one.done(actor) if one.done else one.key in seen) for one in sorted(
            filter(lambda s: _is_for(s, actor), _STEPS), key=lambda s: s.order
        )
    ]  # fmt: skip


def _is_for(one: Step, actor: Actor) -> bool:
    held = {holding.role for holding in actor.holdings}
    return actor.may(one.permit) and (not one.roles or bool(one.roles & held))


@action(permit=Permit.SELF, title=_("第一天的清单：看过一步"), logs=("key",), subject="first_day")
def take_step(actor: Actor, *, key: str) -> str:
    """Tick a step whose page is about to be opened; returns the page's name."""
    found = next((one for one in _STEPS if one.key == key and _is_for(one, actor)), None)
    if found is None:
        raise NotHere("step", key)
    kept = _kept(actor)
    if key not in kept.seen:
        kept.seen = [*kept.seen, key]
        kept.save(update_fields=["seen"])
    return found.page


@action(
    permit=Permit.SELF, title=_("第一天的清单：收起或再看"), logs=("away",), subject="first_day"
)
def put_away(actor: Actor, *, away: bool) -> FirstDay:
    """Hide the list, or show it again."""
    kept = _kept(actor)
    kept.is_dismissed = away
    kept.save(update_fields=["is_dismissed"])
    return kept


def _kept(actor: Actor) -> FirstDay:
    account = Account.objects.get(pk=actor.account or 0)
    return FirstDay.objects.get_or_create(account=account)[0]


def _has_factor(actor: Actor) -> bool:
    return factors_of(actor.account or 0).exists()


step(
    "password",
    title=_("改掉发给您的密码"),
    hint=_("别人给的密码，别人也知道。"),
    page="platform:own_password",
    order=10,
    done=did("platform.passwords.change_own_password"),
)
step(
    "factor",
    title=_("设置双重验证"),
    hint=_("用手机验证码或通行密钥，密码泄露了也进不来。"),
    page="platform:own_factors",
    order=20,
    done=_has_factor,
)
step(
    "display",
    title=_("把字号和配色调到合适"),
    hint=_("大字版、深色、高对比度、中英文都在这里。"),
    page="platform:display",
    order=30,
    done=did("platform.accounts.set_preferences"),
)
step(
    "accounts",
    title=_("看看谁有账号、有什么角色"),
    hint=_("给同事开账号，只给做事要用的角色。"),
    page="platform:accounts",
    order=40,
    permit=Permit.ACCOUNTS_MANAGE,
)
step(
    "review",
    title=_("知道每季度要核对一次权限"),
    hint=_("到期不核对的会列在首页。"),
    page="platform:review",
    order=50,
    permit=Permit.ACCOUNTS_MANAGE,
)
step(
    "jobs",
    title=_("看看后台任务是否都正常"),
    hint=_("失败的任务写着原因和怎么办。"),
    page="platform:jobs",
    order=60,
    permit=Permit.JOBS_MANAGE,
)
step(
    "trail",
    title=_("打开审计记录"),
    hint=_("谁、何时、看了或改了什么，都在这里查。"),
    page="platform:audit",
    order=40,
    permit=Permit.AUDIT_READ,
)
step(
    "help",
    title=_("认识每页右上角的问号"),
    hint=_("不会用时点它，或按键盘上的 ? 键。"),
    page="platform:help_index",
    order=900,
)
