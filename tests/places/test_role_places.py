"""Where a role is held is said by name, as the places room knows it."""

import anhuai.site.urls  # noqa: F401 - rooms tell each other what they offer as it is read
from anhuai.platform import accounts
from anhuai.platform.models import Organisation, RoleHolding


def test_a_role_says_its_place_by_name(linze) -> None:
    assert accounts.place_of(RoleHolding(division="620723")) == "临泽县"
    assert accounts.place_of(RoleHolding(division="620723101")) == "沙河镇"
    assert accounts.place_of(RoleHolding(division="990001")) == "990001"  # not on record
    assert accounts.place_of(RoleHolding(organisation=Organisation(name="敬老院"))) == "敬老院"
