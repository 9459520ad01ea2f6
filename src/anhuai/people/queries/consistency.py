"""What breaks the room's invariants; nothing when all is well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.people.catalogue import KINDS
from anhuai.people.models import (
    Circumstance,
    Consent,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.queries.scope import households_visible, visible
from anhuai.people.rules.codes import HEAD
from anhuai.people.rules.facts import birth_bound
from anhuai.people.rules.kin import ADULT, Guardianship, Relation
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Violation:
    """One record that breaks an invariant."""

    code: str
    says: str
    kind: str  # person or household
    id: int


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant: the records that break it."""

    code: str
    says: str
    kind: str
    broken: Callable[[Actor, date], QuerySet[Person] | QuerySet[Household]]


def _open() -> Q:
    return Q(until=None, retracted_at=None)


def _here(actor: Actor) -> QuerySet[Person]:
    return visible(actor).filter(died=None, left=None).exclude(division="")


def _alive(actor: Actor) -> QuerySet[Household]:
    return households_visible(actor).filter(until=None)


def _residence(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    own = Residence.objects.filter(
        _open(), person=OuterRef("pk"), kind="resident", division=OuterRef("division")
    )
    return _here(actor).filter(~Exists(own))


def _membership(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    own = Membership.objects.filter(
        _open(),
        person=OuterRef("pk"),
        household=OuterRef("household"),
        household__until=None,
        household__division=OuterRef("division"),
    )
    return _here(actor).filter(~Exists(own))


def _not_here_but_open(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    lives = Residence.objects.filter(_open(), person=OuterRef("pk"), kind="resident")
    belongs = Membership.objects.filter(_open(), person=OuterRef("pk"))
    gone = visible(actor).exclude(died=None, left=None) | visible(actor).filter(division="")
    return gone.filter(Exists(lives) | Exists(belongs))


def _dead_but_open(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    late = Q(retracted_at=None) & (Q(until=None) | Q(until__gt=OuterRef("died")))
    rows = Residence.objects.filter(late, person=OuterRef("pk"))
    states = Circumstance.objects.filter(late, person=OuterRef("pk"))
    consents = Consent.objects.filter(late, person=OuterRef("pk"))
    cares = Kinship.objects.filter(
        late, person=OuterRef("pk"), relation__in=[Relation.GUARDIAN, Relation.SUPPORTER]
    )
    found = Exists(rows) | Exists(states) | Exists(consents) | Exists(cares)
    return visible(actor).exclude(died=None).filter(found)


def _head(actor: Actor, on: date) -> QuerySet[Household]:
    del on
    heading = Membership.objects.filter(
        _open(), household=OuterRef("pk"), person=OuterRef("head"), relation=HEAD,
        person__died=None,
    )  # fmt: skip
    return _alive(actor).filter(~Exists(heading))


def _one_head(actor: Actor, on: date) -> QuerySet[Household]:
    del on
    heads = Q(memberships__relation=HEAD, memberships__until=None, memberships__retracted_at=None)
    counted = _alive(actor).annotate(heads=Count("memberships", filter=heads))
    return counted.exclude(heads=1)


def _minor_head(actor: Actor, on: date) -> QuerySet[Household]:
    bound = birth_bound(on, ADULT)
    adults = Membership.objects.filter(_open(), household=OuterRef("pk"), person__born__lte=bound)
    return _alive(actor).filter(Exists(adults), head__born__gt=bound)


def _ended_with_members(actor: Actor, on: date) -> QuerySet[Household]:
    del on
    members = Membership.objects.filter(_open(), household=OuterRef("pk"))
    return households_visible(actor).exclude(until=None).filter(Exists(members))


def _overlapping(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    lived = Residence.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"))
    belonged = Membership.objects.filter(person=OuterRef("person"))
    clash = (
        Q(retracted_at=None, since__lte=OuterRef("since"))
        & (Q(until=None) | Q(until__gt=OuterRef("since")))
        & ~Q(pk=OuterRef("pk"))
    )
    homes = Residence.objects.filter(Exists(lived.filter(clash)), retracted_at=None)
    members = Membership.objects.filter(Exists(belonged.filter(clash)), retracted_at=None)
    return visible(actor).filter(
        Q(pk__in=homes.values("person")) | Q(pk__in=members.values("person"))
    )


def _unknown_code(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    wrong = Q(pk__in=())
    for code, kind in KINDS.items():
        known = Q(code=code)
        kinds = [choice.code for choice in kind.kinds]
        grades = [choice.code for choice in kind.grades]
        wrong |= known & ~Q(kind__in=kinds if kind.needs_kind else ["", *kinds])
        wrong |= known & ~Q(grade__in=grades if kind.needs_grade else ["", *grades])
    found = Circumstance.objects.filter(~Q(code__in=list(KINDS)) | wrong, retracted_at=None)
    return visible(actor).filter(pk__in=found.values("person"))


def _lone_spouse(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    back = Kinship.objects.filter(
        _open(), relation=Relation.SPOUSE, person=OuterRef("relative"),
        relative=OuterRef("person"),
    )  # fmt: skip
    lone = Kinship.objects.filter(_open(), ~Exists(back), relation=Relation.SPOUSE)
    return visible(actor).filter(pk__in=lone.values("person"))


def _kin_kind(actor: Actor, on: date) -> QuerySet[Person]:
    del on
    wrong = Kinship.objects.filter(retracted_at=None).filter(
        ~Q(relation__in=[one.value for one in Relation])
        | Q(relation=Relation.GUARDIAN) & ~Q(kind__in=[one.value for one in Guardianship])
        | Q(relation=Relation.PARENT, person__born__gte=F("relative__born"))
    )
    return visible(actor).filter(pk__in=wrong.values("person"))


CHECKS = (
    Check("residence", "常住在册人员应有且只有一条当前常住记录", "person", _residence),
    Check("membership", "常住在册人员应在一个存续户中，且与该户同村", "person", _membership),
    Check("gone_but_open", "死亡或迁出人员不应还有常住或入户记录", "person", _not_here_but_open),
    Check("dead_but_open", "死亡人员的记录应在死亡日结束", "person", _dead_but_open),
    Check("head", "存续户的户主应是在世的成员", "household", _head),
    Check("one_head", "存续户应有且只有一个户主", "household", _one_head),
    Check("minor_head", "有成年人的户不应由未成年人当户主", "household", _minor_head),
    Check("ended_with_members", "已注销的户不应还有成员", "household", _ended_with_members),
    Check("overlapping", "同一人的常住、户籍或入户时段不应重叠", "person", _overlapping),
    Check("unknown_code", "人员类别、类型和等级应在目录中", "person", _unknown_code),
    Check("lone_spouse", "配偶关系应双向登记", "person", _lone_spouse),
    Check("kin", "亲属关系应成立：父母早于子女出生，监护有方式", "person", _kin_kind),
)


@reading(
    permit=Permit.PEOPLE_READ, title=_("查看数据核对结果"), subject="person", ids=lambda _found: ()
)
def consistency(actor: Actor, *, on: date) -> list[Violation]:
    """Return the records in scope that break an invariant, at most `SHOWN` of each."""
    found: list[Violation] = []
    for check in CHECKS:
        ids = check.broken(actor, on).order_by("pk").values_list("pk", flat=True)[:SHOWN]
        found.extend(Violation(check.code, check.says, check.kind, key) for key in ids)
    return found
