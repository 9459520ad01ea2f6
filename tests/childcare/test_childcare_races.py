"""Two officers, one seat: threads in a real installation, on the database of this run."""

import json
from pathlib import Path

from tests.installation import installed


def test_a_seat_and_an_hour_are_given_to_as_many_as_there_are_places(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.childcare import racing; racing.main()").splitlines()[-1]
        )
    assert told["seats"] == ["full", "full", "ok"]
    assert told["hours"] == ["full", "full", "ok", "ok"]
    assert (told["offers"], told["bookings"]) == (1, 2)


def test_a_month_is_billed_paid_and_subsidised_once(tmp_path: Path) -> None:
    with installed(tmp_path) as made:
        made.run("migrate")
        told = json.loads(
            made.python("from tests.childcare import fee_racing; fee_racing.main()").splitlines()[
                -1
            ]
        )
    assert told["drawn"] == ["ok", "ok", "ok"]  # the later ones find nothing left to draw
    assert told["bills"] == 2
    assert told["paid"] == ["amount", "amount", "ok"]
    assert told["payments"] == 1
    assert sorted(set(told["prepared"])) in (["none", "ok"], ["none", "ok", "twice"])
    assert told["prepared"].count("ok") == 1
    assert told["approved"].count("ok") == 1
    assert all("Stale" in one for one in told["approved"] if one != "ok")
    assert told["entries"] == 1
