"""How each member of a household is related to its head, by GB/T 4761."""

from typing import Final

from anhuai.people.rules.codes import HEAD, OTHER_RELATIVE
from anhuai.site.demo.folk import NOBODY, Folk

_CODES: Final = {
    "spouse": ("11", "12"), "child": ("20", "30"), "child's spouse": ("28", "38"),
    "son's child": ("41", "42"), "daughter's child": ("43", "44"),
    "grandchild's spouse": ("46", "45"),
    "great-grandchild": ("47", "48"), "parent": ("51", "52"), "wife's parent": ("55", "56"),
    "husband's parent": ("53", "54"), "father's parent": ("61", "62"),
    "mother's parent": ("63", "64"), "spouse's grandparent": ("65", "65"),
    "great-grandparent": ("66", "67"), "elder": ("71", "75"), "younger": ("73", "77"),
}  # fmt: skip


def relation(folk: Folk, head: int, member: int) -> str:
    """Return the code of `member`'s relation to `head`, 97 where kinship does not say."""
    if head == member:
        return HEAD
    found = _near(folk, head, member) or _below(folk, head, member) or _above(folk, head, member)
    if not found:
        return OTHER_RELATIVE
    return _CODES[found][0 if folk.is_man(member) else 1]


def _parents(folk: Folk, person: int) -> tuple[int, int]:
    if person == NOBODY:
        return (NOBODY, NOBODY)
    return folk.father[person], folk.mother[person]


def _is_child(folk: Folk, person: int, parent: int) -> bool:
    return person != NOBODY and parent in (folk.father[person], folk.mother[person])


def _near(folk: Folk, head: int, member: int) -> str:
    spouse = folk.spouse[head]
    if member == spouse:
        return "spouse"
    if _is_child(folk, head, member):
        return "parent"
    if spouse != NOBODY and _is_child(folk, spouse, member):
        return "wife's parent" if folk.is_man(head) else "husband's parent"
    shared = {*_parents(folk, head)} & {*_parents(folk, member)} - {NOBODY}
    if shared:
        return "elder" if folk.born[member] < folk.born[head] else "younger"
    return ""


def _below(folk: Folk, head: int, member: int) -> str:
    couple = {head, folk.spouse[head]} - {NOBODY}
    parents = {*_parents(folk, member)} - {NOBODY}
    if parents & couple:
        return "child"
    if couple & {*_parents(folk, folk.spouse[member])}:
        return "child's spouse"
    for parent in parents:
        above = {*_parents(folk, parent)}
        if couple & above:
            return "son's child" if folk.is_man(parent) else "daughter's child"
        if any(couple & {*_parents(folk, one)} for one in above - {NOBODY}):
            return "great-grandchild"
    spouse = folk.spouse[member]
    if any(couple & {*_parents(folk, one)} for one in {*_parents(folk, spouse)} - {NOBODY}):
        return "grandchild's spouse"
    return ""


def _above(folk: Folk, head: int, member: int) -> str:
    for parent in _parents(folk, head):
        if parent == NOBODY:
            continue
        if _is_child(folk, parent, member):
            return "father's parent" if folk.is_man(parent) else "mother's parent"
        if any(_is_child(folk, one, member) for one in _parents(folk, parent)):
            return "great-grandparent"
    spouse = folk.spouse[head]
    if spouse != NOBODY and any(_is_child(folk, one, member) for one in _parents(folk, spouse)):
        return "spouse's grandparent"
    return ""
