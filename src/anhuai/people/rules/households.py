"""Who becomes head of a household, and how relations change when another becomes head.

A relation is read as a path from the head: P a parent, C a child, S a spouse; a grandchild is CC, a
wife's father SP. When the head changes, each member's path from the new head is the way back to the
old head and on to the member, shortened (a parent's other child is a sibling: PC).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.kernel.months import age_on
from anhuai.people.rules.codes import HEAD, NOT_RELATED, OTHER_RELATIVE
from anhuai.people.rules.kin import ADULT

_PATHS: Mapping[str, str] = {
    HEAD: "",
    **dict.fromkeys(("10", "11", "12"), "S"),
    **dict.fromkeys(
        ("20", "21", "22", "23", "24", "25", "26", "27", "29",
         "30", "31", "32", "33", "34", "35", "36", "37", "39"), "C"
    ),
    **dict.fromkeys(("28", "38"), "CS"),
    **dict.fromkeys(("40", "41", "42", "43", "44", "49"), "CC"),
    **dict.fromkeys(("45", "46"), "CCS"),
    **dict.fromkeys(("47", "48"), "CCC"),
    **dict.fromkeys(("50", "51", "52", "57", "58"), "P"),
    **dict.fromkeys(("53", "54", "55", "56"), "SP"),
    **dict.fromkeys(("60", "61", "62", "63", "64"), "PP"),
    "65": "SPP",
    **dict.fromkeys(("66", "67"), "PPP"),
    **dict.fromkeys(("70", "71", "73", "75", "77"), "PC"),
    **dict.fromkeys(("72", "74", "76", "78"), "PCS"),
    **dict.fromkeys(("81", "83", "85", "87", "89"), "PPC"),
    **dict.fromkeys(("93", "94", "95", "96"), "PCC"),
}  # fmt: skip
CHILDREN = frozenset(code for code, path in _PATHS.items() if path == "C") - {"27", "37"}
SPOUSES = frozenset({"10", "11", "12"})
PARENTS = frozenset({"50", "51", "52"})
_BACK = {"P": "C", "C": "P", "S": "S"}
_KEPT = frozenset({"C", "CC", "CCC"})
# Different people: a child's parent is the spouse, a parent's spouse a parent, a spouse's child a
# child; a spouse's spouse is oneself.
_SHORTER = (("SS", ""), ("CP", "S"), ("PS", "P"), ("SC", "C"))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household as far as headship is concerned."""

    person: int
    sex: str
    born: date
    relation: str


@dataclass(frozen=True, slots=True)
class Kin:
    """Known kinship within a household: who is whose parent, and who are spouses."""

    parents: frozenset[tuple[int, int]] = frozenset()  # (parent, child)
    spouses: frozenset[tuple[int, int]] = frozenset()  # both ways

    def path(self, start: int, end: int) -> str | None:
        """Return the known path between two people: S, C, P or None."""
        if (start, end) in self.spouses:
            return "S"
        if (start, end) in self.parents:
            return "C"
        return "P" if (end, start) in self.parents else None


def next_head(members: Iterable[Member], *, on: date) -> Member | None:
    """Return who becomes head when the old one dies or leaves; None if nobody is left.

    The order is ours, the documents leave it to the family: the old head's spouse, the eldest
    adult child, the eldest adult, the eldest. A minor heads only a household without adults.
    """

    def rank(member: Member) -> tuple[int, date, int]:
        if age_on(member.born, max(on, member.born)) < ADULT:
            place = 3
        elif member.relation in SPOUSES:
            place = 0
        else:
            place = 1 if _PATHS.get(member.relation) == "C" else 2
        return place, member.born, member.person

    return min(members, key=rank, default=None)


def relations_under(head: Member, members: Sequence[Member], kin: Kin = Kin()) -> dict[int, str]:
    """Return every member's relation (GB/T 4761) to the new head, whose own becomes 02.

    Recorded kinship comes first, then what follows from the relations to the old head; what
    follows from neither is 97, and who was no relative remains none.
    """
    found = {head.person: HEAD}
    for member in members:
        if member.person != head.person:
            found[member.person] = _relation(head, member, kin)
    return found


def _relation(head: Member, member: Member, kin: Kin) -> str:
    path = kin.path(head.person, member.person)
    if path is None:
        if NOT_RELATED in (head.relation, member.relation):
            return NOT_RELATED
        path = _path_between(head.relation, member.relation)
    if path in _KEPT and _PATHS.get(member.relation) == path:
        return member.relation  # the eldest son of one is the eldest son of the spouse
    return OTHER_RELATIVE if path is None else _code(path, head, member)


def _path_between(new_head: str, member: str) -> str | None:
    """Return the path from a new head to a member, both given by their relation to the old."""
    if new_head not in _PATHS or member not in _PATHS:
        return None
    path = "".join(_BACK[step] for step in reversed(_PATHS[new_head])) + _PATHS[member]
    shortened = True
    while shortened:
        shortened = False
        for long, short in _SHORTER:
            if long in path:
                path, shortened = path.replace(long, short, 1), True
    return path


def _code(path: str, head: Member, member: Member) -> str:
    male = member.sex != "2"
    head_male = head.sex != "2"
    elder = member.born < head.born
    simple = {
        "S": "11" if male else "12",
        "C": "20" if male else "30",
        "CS": "28" if male else "38",
        "CC": "49",
        "CCS": "46" if male else "45",
        "CCC": "47" if male else "48",
        "P": "51" if male else "52",
        "SP": ("55" if male else "56") if head_male else ("53" if male else "54"),
        "SPP": "65",
        "PPP": "66" if male else "67",
        "PC": ("71" if male else "75") if elder else ("73" if male else "77"),
        "PCS": ("76" if male else "72") if elder else ("78" if male else "74"),
    }
    return simple.get(path, OTHER_RELATIVE)


def child_relation(mother: str, sex: str) -> str:
    """Return a newborn's relation to the head from the mother's: a son's wife's girl is 42."""
    path = _PATHS.get(mother)
    male = sex != "2"
    if path in ("", "S"):
        return "20" if male else "30"
    if path == "CS":
        return "41" if male else "42"
    if path == "C":
        return "43" if male else "44"
    if path in ("CC", "CCS"):
        return "47" if male else "48"
    if path == "P":  # the mother's next child is the head's brother or sister
        return "73" if male else "77"
    return NOT_RELATED if mother == NOT_RELATED else OTHER_RELATIVE


def kin_of_relation(relation: str) -> str:
    """Return what a relation to the head says of kinship: child, spouse, parent or ""."""
    if relation in CHILDREN:
        return "child"
    if relation in SPOUSES:
        return "spouse"
    return "parent" if relation in PARENTS else ""
