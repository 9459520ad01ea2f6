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
