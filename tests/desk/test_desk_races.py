"""Two officers, one call: processes in a real installation, on the database of this run."""

import json
from pathlib import Path

from tests.installation import installed


def test_whoever_comes_second_is_told_and_nothing_is_done_twice(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.desk import racing; racing.main()").splitlines()[-1]
        )
    for what in ("pick_up", "acknowledge"):
        assert all(pair == ["ok", "state"] for pair in told[what]), (what, told[what])
    assert all(pair in (["ok", "state"], ["ok", "taken"]) for pair in told["take_ticket"])
    # One telephone lifted while the other officer presses "take": one call, answered once.
    assert all("ok" in pair for pair in told["lifted"])
    assert told["states"] == ["talking"]
    assert set(told["entries"]) == {1}
    assert told["broken"] == []  # no timeline forked: each line is chained to the one before
    assert told["waiting"] == 0  # an officer's answer ends the escalation for good
    assert all(pair == ["ok", "ok"] for pair in told["video"])  # the same call for both
    assert told["calls"] == len(told["video"])
    assert all(pair == ["ok", "used"] for pair in told["join"])
    assert told["used"] == len(told["join"])


def test_escalators_and_officers_never_wait_for_each_other_in_a_ring(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.desk import stressing; stressing.main()").splitlines()[-1]
        )
    assert told["errors"] == []
    assert told["deadlocks"] == 0
    assert told["taken"] == len(told["acknowledged"])
    assert set(told["acknowledged"]) == {1}  # whoever came second was told so
    assert told["fired"] > 0
    assert told["late"] == 0  # the answer ended the chain, to the line
    assert told["waiting"] == 0
    assert told["broken"] == 0
