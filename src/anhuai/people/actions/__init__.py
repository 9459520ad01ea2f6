"""Writing people: each function is an audited action, one transaction, within the actor's scope.

| module | actions |
|---|---|
| `register` | `register_person`, `correct_person`, `reveal` |
| `life` | `record_birth`, `record_death`, `undo_death` |
| `moves` | `move_person`, `move_household` |
| `houses` | `change_head`, `correct_household`, `set_household_place` |
| `kin` | `link_kin`, `unlink_kin` |
| `circumstances` | `set_circumstance`, `end_circumstance` |
| `contacts` | `set_contact`, `remove_contact`, `give_consent`, `withdraw_consent` |
| `bulk` | `take_people` for workbooks |
| `delivering` | `take_list`: lists of other offices |
| `joining` | two files of one person, one file of two: proposed, confirmed, undone |
| `matching` | who the rows of those lists are; `decide_pair` |

`rows` and `homes` are what they share.
"""

from anhuai.people.actions import retention as _retention  # noqa: F401 - carries rules out
from anhuai.people.actions.bulk import take_people
from anhuai.people.actions.circumstances import end_circumstance, set_circumstance
from anhuai.people.actions.contacts import (
    give_consent,
    remove_contact,
    set_contact,
    withdraw_consent,
)
from anhuai.people.actions.delivering import take_list
from anhuai.people.actions.houses import (
    change_head,
    correct_household,
    set_household_place,
)
from anhuai.people.actions.joining import (
    confirm_change,
    propose_merge,
    propose_split,
    undo_change,
    withdraw_change,
)
from anhuai.people.actions.kin import link_kin, unlink_kin
from anhuai.people.actions.life import record_birth, record_death, undo_death
from anhuai.people.actions.matching import (
    answer_offer,
    decide_pair,
    finish_linking,
    keep_candidates,
    keep_duplicates,
    reopen_pair,
    set_thresholds,
    start_duplicates,
    start_linking,
)
from anhuai.people.actions.moves import move_household, move_person
from anhuai.people.actions.pointing import POINTING
from anhuai.people.actions.reforms import HELD
from anhuai.people.actions.register import (
    IdentityTaken,
    SimilarOnRecord,
    correct_person,
    register_person,
    reveal,
)
from anhuai.people.actions.rows import Done, Impossible

__all__ = [
    "HELD",
    "POINTING",
    "Done",
    "IdentityTaken",
    "Impossible",
    "SimilarOnRecord",
    "answer_offer",
    "change_head",
    "confirm_change",
    "correct_household",
    "correct_person",
    "decide_pair",
    "end_circumstance",
    "finish_linking",
    "give_consent",
    "keep_candidates",
    "keep_duplicates",
    "link_kin",
    "move_household",
    "move_person",
    "propose_merge",
    "propose_split",
    "record_birth",
    "record_death",
    "register_person",
    "remove_contact",
    "reopen_pair",
    "reveal",
    "set_circumstance",
    "set_contact",
    "set_household_place",
    "set_thresholds",
    "start_duplicates",
    "start_linking",
    "take_list",
    "take_people",
    "undo_change",
    "undo_death",
    "unlink_kin",
    "withdraw_change",
    "withdraw_consent",
]
