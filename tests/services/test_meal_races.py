"""A portion, a day's subsidy and points are given once, however many ask in the same second."""

import json
from pathlib import Path

from tests.installation import installed


def test_threads_that_ask_at_once_never_get_more_than_there_is(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.services import meal_racing as r; r.main()").splitlines()[-1]
        )
    assert told["portions"] == ["full"] * 4 + ["ok"] * 2
    assert told["taken"] == told["orders"] == 2
    assert told["taps"] == ["ok"] * 4
    assert told["paid"] == [[0, "served"], [500, "served"]]
    assert told["left"] == 4500
    assert told["exchanges"] == ["left", "left", "ok", "ok"]
    assert (told["points_left"], told["stock"]) == (0, 1)
