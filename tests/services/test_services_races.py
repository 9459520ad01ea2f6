"""Hours and places under threads, on the database of the run."""

import json
from pathlib import Path

from tests.installation import installed


def test_an_hour_is_spent_once_and_no_place_is_given_twice(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.services import racing_mutual as r; r.main()").splitlines()[-1]
        )
    assert (told["spent"], told["used"]) == (["left", "left", "left", "ok"], 60)
    assert told["places"] == ["full", "full", "ok", "ok"]
    assert told["taken"] == told["signed"] == 2
    assert told["seats"] == ["enrolled", "waiting", "waiting", "waiting"]
