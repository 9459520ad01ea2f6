"""Two at once: threads in a real installation, on the database of this run."""

import json
from pathlib import Path

from tests.installation import installed


def test_one_order_has_one_provider_and_one_voucher_pays_once(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.services import racing; racing.main()").splitlines()[-1]
        )
    assert told["take"] in (["ok", "taken"], ["ok", "state"])
    assert (told["state"], told["takes"]) == ("accepted", 1)
    assert told["place"] == ["ok", "ok"]  # the same order for both
    assert told["accept"] in (["ok", "state"], ["ok", "taken"])
    assert told["accepts"] == 1
    assert told["confirm"] in (["left", "ok"], ["ok", "own"], ["ok", "twice"])
    assert (told["spent"], told["spendings"]) == (3_000, 1)
    assert told["loser"] == ["self"]


def test_two_processes_spend_approve_confirm_and_give_back_once(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        code = "from tests.services import racing_processes as r; r.main()"
        told = json.loads(made.python(code).splitlines()[-1])
    assert told["counters"] == ["left", "ok"]  # one voucher at two counters in the same second
    assert told["same"] == ["ok", "twice"]
    assert told["back"] in (["back", "ok"], ["key", "ok"])
    assert (told["one"], told["two"], told["reversals"]) == (3_000, 0, 2)
    assert told["approve"] == ["ok", "stale"]
    assert told["approvals"] == 2  # the check, and one approval
    assert told["confirm"] in (["ok", "state"], ["ok", "taken"])
    assert told["redress"] in (["ok", "taken"], ["ok", "units"])
    assert (told["confirms"], told["redresses"]) == (2, 1)  # one each, of two orders
    assert told["of_orders"] == [3_000, 0]
    assert told["arranged"] == ["ok", "ok"]
    assert told["arranged_orders"] == 2  # once each, though both asked
