"""Offices' lists, the pairs to look at, and the records as the linkage compares them."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone
from anhuai.people.engine import linking
from anhuai.people.models import Kinship, ListRow, OfficeList, Pair, Person
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import visible
from anhuai.people.rules.delivered import Gazetteer, folded, house_of
from anhuai.people.rules.matching import Candidate, Standing, Thresholds, Verdict
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.models import Parameter
from anhuai.platform.permits import Permit
from anhuai.platform.sealed import index_now
from anhuai.platform.sealing import unseal
from anhuai.platform.searching import pinyin

PERMIT = Permit.PEOPLE_IMPORT
THRESHOLDS = "people.matching"
OPEN = (Verdict.OPEN.value, Verdict.LATER.value)
_FETCHED = 20_000
_NUMBERS = ("identity_sealed", "identity_index", "phone_sealed", "phone_index")


def thresholds() -> Thresholds:
    """Return from which probability pairs are reviewed and taken as certain."""
    kept = Parameter.objects.filter(key=THRESHOLDS).values_list("value", flat=True).first()
    return Thresholds(**kept) if isinstance(kept, dict) else Thresholds()


def lists(actor: Actor) -> QuerySet[OfficeList]:
    """Return the lists taken in for the actor's divisions."""
    return OfficeList.objects.filter(actor.scope(PERMIT).within("division"))


def office_list(actor: Actor, key: int) -> OfficeList:
    """Return a list of the actor's divisions; raises `NotHere`."""
    actor.require(PERMIT)
    found = lists(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("office_list", key)
    return found


def counts(keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return how many rows of each standing some lists have; "" for those not yet compared."""
    found: dict[int, dict[str, int]] = {}
    rows = ListRow.objects.filter(list__in=list(keys)).values_list("list", "standing")
    for key, standing, count in rows.annotate(n=Count("pk")).order_by():
        found.setdefault(key, {})[standing] = count
    return found


def rows_of(actor: Actor, *, list: int, standing: str = "") -> QuerySet[ListRow]:
    """Return the rows of a list of the actor's divisions, of one standing if asked."""
    found = ListRow.objects.filter(list=office_list(actor, list))
    return found.filter(standing=standing) if standing else found


@reading(
    permit=PERMIT, title=_("查看外单位名单的行"), subject="list_row",
    ids=lambda rows: [row[0] for row in rows],
)  # fmt: skip
def shown_rows(actor: Actor, *, keys: list[int]) -> list[tuple[Any, ...]]:
    """Return (row, number, name, sex, born text, standing, person) of rows; audited."""
    within = ListRow.objects.filter(pk__in=keys, list__in=lists(actor).values("pk"))
    fields = ("pk", "number", "name", "sex", "born_text", "address", "standing", "person")
    by_key = {row[0]: row for row in within.values_list(*fields)}
    return [by_key[key] for key in keys if key in by_key]


def pairs(
    actor: Actor, *, office: str = "", list: int = 0, standing: str = "", division: str = "",
    verdict: str = "open", least: float = 0.0,
) -> QuerySet[Pair]:  # fmt: skip
    """Return the pairs within the actor's scope; `verdict` open, later, same, distinct or all.

    Of a row that is settled nothing is open any more. `office` files: within the register.
    """
    scope = actor.scope(PERMIT)
    at_person = scope.within("person__division") | scope.within("person__hukou")
    at_other = scope.within("other__division") | scope.within("other__hukou")
    of_row = Q(other=None) & scope.within("row__list__division") & at_person
    rows = Pair.objects.filter(of_row | Q(row=None) & at_person & at_other)
    if verdict == "open":
        rows = rows.filter(Q(row=None) | Q(row__person=None), verdict__in=OPEN)
    elif verdict in set(Verdict):
        rows = rows.filter(verdict=verdict)
    if office:
        rows = rows.filter(row=None) if office == "files" else rows.filter(office=office)
    if list:
        rows = rows.filter(row__list=list)
    if standing:
        rows = rows.filter(standing=standing)
    if division:
        rows = rows.filter(in_subtree("person__division", division))
    return rows.filter(probability__gte=least) if least else rows


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair, numbers masked."""

    person: int | None
    name: str
    sex: str
    born: str
    identity: str
    phone: str
    address: str
    kin: str
    died: date | None = None


@dataclass(frozen=True, slots=True)
class PairFile:
    """A pair side by side: what was delivered (or the later file) and the person on record."""

    pk: int
    version: int
    office: str
    list: int | None
    listed_on: date | None
    row: int | None
    is_identity_wrong: bool
    left: Side
    right: Side
    probability: float
    weight: float
    parts: tuple[tuple[str, str, float], ...]
    standing: str
    verdict: str
    offered: tuple[str, ...]
    decided_by: str
    decided_at: object
    is_settled: bool
    rivals: tuple[int, ...]
    ids: tuple[int, ...]


def _pair_row(actor: Actor, key: int, *, verdict: str = "all") -> Pair:
    found = pairs(actor, verdict=verdict).filter(pk=key)
    row = found.select_related("row__list", "person__household", "other__household").first()
    if row is None:
        raise NotHere("pair", key)
    return row


@reading(
    permit=PERMIT,
    title=_("查看疑似同一人的两份信息"),
    subject="person",
    ids=lambda found: found.ids,
)
def pair(actor: Actor, *, pair: int) -> PairFile:
    """Return a pair side by side; raises `NotHere`."""
    found = _pair_row(actor, pair)
    row, person, other = found.row, found.person, found.other
    settled = row is not None and row.person_id is not None
    rivals = Pair.objects.filter(row=row).exclude(pk=found.pk) if row else Pair.objects.none()
    return PairFile(
        pk=found.pk, version=found.version, office=found.office,
        list=row.list_id if row else None, listed_on=row.list.listed_on if row else None,
        row=row.number if row else None,
        is_identity_wrong=row.is_identity_wrong if row else False,
        left=_of_row(row) if row else _of_person(other or person), right=_of_person(person),
        probability=found.probability, weight=found.weight,
        parts=tuple((a, b, c) for a, b, c in found.parts), standing=found.standing,
        verdict=found.verdict, offered=tuple(filter(None, found.offered.split(","))),
        decided_by=found.decided_by, decided_at=found.decided_at, is_settled=settled,
        rivals=tuple(rivals.order_by("-weight").values_list("pk", flat=True)[:5]),
        ids=tuple(one.pk for one in (person, other) if one is not None),
    )  # fmt: skip


def files_of(actor: Actor, *, pair: int) -> tuple[int, int] | None:
    """Return the two files of a pair within the register, None for a row of a list."""
    found = pairs(actor, verdict="all").filter(pk=pair).values_list("person", "other").first()
    return (found[0], found[1]) if found and found[1] else None


def _of_row(row: ListRow) -> Side:
    born = row.born_text or (f"{row.born:%Y-%m-%d}" if row.born else row.born_partial)
    return Side(
        None, row.name, row.sex, born, mask_citizen_id(unseal(row.identity_sealed)),
        mask_phone(unseal(row.phone_sealed)), row.address, row.kin,
    )  # fmt: skip


def _of_person(one: Person) -> Side:
    home = one.household
    village = places.path_of(one.division or one.hukou) if one.division or one.hukou else ""
    address = home.address if home else ""
    whole = address if address.startswith(village) else f"{village} {address}".strip()
    return Side(
        one.pk, one.name, one.sex, one.born.isoformat(),
        mask_citizen_id(unseal(one.identity_sealed)), mask_phone(unseal(one.phone_sealed)), whole,
        "、".join(_kin_names(one)), one.died,
    )  # fmt: skip


def _kin_names(one: Person) -> list[str]:
    tied = valid(Kinship.objects.filter(person=one, until=None)).values("relative")
    near = Q(pk__in=tied)
    if one.household_id:
        near |= Q(household=one.household_id, died=None, left=None)
    names = Person.objects.filter(near).exclude(pk=one.pk).order_by("born")
    return [*dict.fromkeys(names.values_list("name", flat=True)[:8])]


def _indexes(numbers: Sequence[Any]) -> tuple[str, str]:
    identity, identity_index, phone, phone_index = numbers
    return (
        index_now(identity, identity_index, of="identity"),
        index_now(phone, phone_index, of="phone"),
    )


def records(actor: Actor) -> Iterator[linking.Record]:
    """Yield the persons the actor may import for, as they are compared: by index, never by number.

    Only what an old key sealed is opened, while the key changes, to compare all under one key.
    """
    fields = (
        "pk", "name", "pinyin", "sex", "born", "division", "hukou", *_NUMBERS,
        "household", "household__address",
    )  # fmt: skip
    rows = visible(actor, permit=PERMIT).values_list(*fields)
    for key, name, sound, sex, born, at, hukou, *numbers, home, address in rows.iterator(_FETCHED):
        identity, phone = _indexes(numbers)
        yield linking.Record(
            key, folded(name), sound, sex, f"{born:%Y%m%d}", "", "", at or hukou,
            house_of(address or ""), identity, phone, "", home,
        )  # fmt: skip


def ties(actor: Actor) -> Iterator[linking.Tie]:
    """Yield who is kin of whom among the persons the actor may import for, each way."""
    reached = visible(actor, permit=PERMIT).values("pk")
    rows = valid(Kinship.objects.filter(person__in=reached, until=None))
    for one, other in rows.values_list("person", "relative").iterator(_FETCHED):
        yield one, other
        yield other, one


def delivered(actor: Actor, *, list: int) -> Iterator[linking.Record]:
    """Yield the rows of a list that are not settled, as they are compared."""
    names = places.divisions(actor, on=clock.today(), permit=PERMIT)
    gazetteer = Gazetteer.of(dict(names.values_list("code", "short_name")))
    fields = (
        "pk", "name", "sex", "born", "born_lunar", "born_partial", "address", *_NUMBERS,
        "kin",
    )  # fmt: skip
    rows = rows_of(actor, list=list).filter(person=None).values_list(*fields)
    for key, name, sex, born, lunar, partial, address, *numbers, kin in rows.iterator(_FETCHED):
        identity, phone = _indexes(numbers)
        yield linking.Record(
            key, folded(name), pinyin(folded(name)), sex, f"{born:%Y%m%d}" if born else "",
            f"{lunar:%Y%m%d}" if lunar else "", partial, gazetteer.find(address),
            house_of(address), identity, phone, folded(kin), None,
        )  # fmt: skip


def _folder(name: str) -> Path:
    return Path(settings.DATA) / "scratch" / name


def candidates(
    actor: Actor, *, list: int, tell: linking.Tell
) -> Generator[list[Candidate], None, None]:
    """Yield who each row of a list may be; the scratch data is gone when this ends, however."""
    actor.require(PERMIT)
    return linking.link(
        delivered(actor, list=list), records(actor), review=thresholds().review,
        folder=_folder(f"list-{list}"), ties=ties(actor), tell=tell,
    )  # fmt: skip


def twice(actor: Actor, *, tell: linking.Tell) -> Generator[list[Candidate], None, None]:
    """Yield which files within the actor's scope may be of one person."""
    actor.require(PERMIT)
    return linking.duplicates(
        records(actor), review=thresholds().review, folder=_folder(f"files-{actor.account or 0}"),
        ties=ties(actor), tell=tell,
    )  # fmt: skip


def progress(actor: Actor, *, list: int = 0) -> tuple[int, int]:
    """Return how many pairs are decided and how many there are, of a list or of all."""
    every = pairs(actor, list=list, verdict="all").exclude(standing=Standing.CERTAIN)
    total = every.count()
    return total - pairs(actor, list=list).exclude(standing=Standing.CERTAIN).count(), total
