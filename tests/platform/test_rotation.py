"""Changing keys: old values stay readable and searchable, everything moves, the old key ends."""

import json
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from tests.conftest import VILLAGE, open_account

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import queries
from anhuai.people.actions import IdentityTaken, register_person, set_contact
from anhuai.people.models import Contact, Person
from anhuai.people.queries import Asked
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import audit, keyring, rotating, sealed, sealing
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs import worker
from anhuai.platform.jobs.nightly import nightly_resealing
from anhuai.platform.models import Job, Resealing
from anhuai.platform.second_factor import SealedFactors
from anhuai.site import keys as command

BORN = date(1950, 1, 1)
SINCE = date(2024, 1, 1)


def number(n: int) -> str:
    return make_citizen_id("990000", BORN, n)


def sex_of(n: int) -> str:
    return "1" if n % 2 else "2"


def person(n: int, phone: str = "") -> int:
    facts = PersonFacts(
        f"换{'零一二三四五六七八'[n]}",
        sex_of(n),
        BORN,
        identity=number(n),
        phone=phone,
        hukou=VILLAGE,
    )
    home = Founding(VILLAGE, f"{n}号")
    return register_person(SYSTEM, facts=facts, home=home, on=SINCE, confirm_distinct=True).pk


def found(text: str) -> list[int]:
    rows = queries.find(SYSTEM, asked=Asked(q=text), on=date(2026, 11, 21))
    return list(rows.values_list("pk", flat=True))


def rotate(cipher: str = "SM4") -> int:
    version = rotating.make_key(cipher=cipher).version
    rotating.put_to_use()
    return version


def test_a_new_key_is_taken_up_without_a_restart_and_old_values_stay_readable(key_file) -> None:
    old, index = sealing.seal("13000000001"), sealing.blind_index("13000000001", of="phone")
    key = keyring.add(cipher="AES", on=SINCE)
    assert sealing.version_of(sealing.seal("甲")) == 1, "made is not yet in use"
    assert index in sealing.blind_indexes("13000000001", of="phone")
    keyring.write_with(key.version)
    new = sealing.seal("13000000001")
    assert (sealing.version_of(old), sealing.version_of(new)) == (1, 2)
    assert sealing.unseal(old) == sealing.unseal(new) == "13000000001"
    assert sealing.blind_index("13000000001", of="phone") != index
    assert index in sealing.blind_indexes("13000000001", of="phone")
    keyring.drop(1)
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(old)
    assert sealing.unseal(new) == "13000000001"
    assert oct(key_file.stat().st_mode & 0o777) == "0o600"


def test_a_version_number_is_never_given_twice(key_file) -> None:
    keyring.add(cipher="SM4", on=SINCE)
    keyring.drop(2)
    assert keyring.add(cipher="SM4", on=SINCE).version == 3


@pytest.mark.parametrize("at", range(45))
def test_any_changed_byte_of_a_later_version_is_found(key_file, at: int) -> None:
    keyring.write_with(keyring.add(cipher="AES", on=SINCE).version)
    raw = bytearray(sealing.seal("990000194001010014"))
    raw[at] ^= 0x21
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(bytes(raw))


def test_rows_are_found_under_both_indexes_until_all_are_sealed_anew(key_file, linze) -> None:
    first = person(1, "13000000001")
    set_contact(SYSTEM, person=first, name="联系人", phone="13000000009")
    rotate("AES")
    second = person(2, "13000000001")
    assert found(number(1)) == [first]
    assert found(number(2)) == [second]
    assert set(found("13000000001")) == {first, second}
    with pytest.raises(IdentityTaken):
        person(1)
    with pytest.raises(keyring.BadKeys, match=r"people\.Contact 1、people\.Person 1"):
        rotating.retire(1)
    assert worker.drain() >= 1
    assert [use.rows for use in rotating.uses(1)] == [0] * len(rotating.uses(1))
    assert found(number(1)) == [first]
    assert set(found("13000000001")) == {first, second}
    assert sealing.unseal(Contact.objects.get().phone_sealed) == "13000000009"
    rotating.retire(1)
    assert found(number(1)) == [first]
    own = Resealing.objects.get(version=2)
    assert (own.changed, own.total, own.blocked) == (2, 2, [])
    assert own.finished_at is not None
    with pytest.raises(keyring.BadKeys):
        rotating.retire(2)
    assert audit.verify().broken_at is None


def test_the_secrets_of_second_factors_are_sealed_anew_too(key_file, db) -> None:
    adapter, account = SealedFactors(), open_account("totp", "county_officer", division="62")
    kept = Authenticator.objects.create(
        user=account, type="totp", data={"secret": adapter.encrypt("JBSWY3DP")}
    )
    rotate()
    assert {use.label: use.rows for use in rotating.uses(1)}["mfa.Authenticator"] == 1
    worker.drain()
    rotating.retire(1)
    kept.refresh_from_db()
    assert adapter.decrypt(kept.data["secret"]) == "JBSWY3DP"


def test_it_goes_on_where_it_was_cut_off(key_file, linze, monkeypatch) -> None:
    for n in range(1, 8):
        person(n)
    monkeypatch.setattr(sealed, "BATCH", 2)
    rotate()
    real, calls = sealed.step, []

    def cut_off(place, *, after: int):
        if place.model is Person:
            calls.append(after)
            if len(calls) == 3:
                raise KeyboardInterrupt
        return real(place, after=after)

    monkeypatch.setattr(sealed, "step", cut_off)
    with pytest.raises(KeyboardInterrupt):
        worker.drain()
    half = sum(sealing.version_of(one.identity_sealed) == 2 for one in Person.objects.all())
    assert half == 4
    assert all(found(number(n)) for n in range(1, 8))
    Job.objects.filter(finished_at=None).update(leased_until=None)
    worker.drain()
    assert calls[3] == calls[2] > 0, "not from the start again"
    assert sum(use.rows for use in rotating.uses(1)) == 0


def test_one_number_recorded_twice_while_the_key_changed_is_told_not_lost(key_file, linze) -> None:
    first = person(1)
    rotate()
    twin = person(2)
    clash = {"identity_sealed": sealing.seal(number(1)),
             "identity_index": sealing.blind_index(number(1), of="identity")}  # fmt: skip
    Person.objects.filter(pk=twin).update(**clash)
    worker.drain()
    own = Resealing.objects.get(version=2)
    assert own.blocked == [f"people.Person {first}"]
    assert own.finished_at is None
    with pytest.raises(keyring.BadKeys):
        rotating.retire(1)
    Person.objects.filter(pk=twin).update(identity_index="", identity_sealed=b"")
    nightly_resealing.call("2026-11-22")
    worker.drain()
    rotating.retire(1)
    assert found(number(1)) == [first]


def test_the_night_finds_what_an_old_backup_brought_back(key_file, linze) -> None:
    kept = person(1)
    old = Person.objects.values("identity_sealed", "identity_index").get(pk=kept)
    rotate()
    worker.drain()
    Person.objects.filter(pk=kept).update(**old)
    assert nightly_resealing.call("2026-11-22") == 1
    worker.drain()
    assert sum(use.rows for use in rotating.uses(1)) == 0
    assert nightly_resealing.call("2026-11-23") == 0


def test_the_command_says_what_to_do_next(key_file, linze, capsys) -> None:
    person(1)
    assert command.run("new", version=None, cipher="AES") == 0
    assert "anhuai keys rotate" in capsys.readouterr().out
    assert command.run("rotate", version=None, cipher=None) == 0
    assert command.run("retire", version=1, cipher=None) == 1
    assert "people.Person 1" in capsys.readouterr().err
    worker.drain()
    assert command.run("list", version=None, cipher=None) == 0
    assert "第 2 版  AES" in capsys.readouterr().out
    assert command.run("retire", version=1, cipher=None) == 0
    assert command.run("retire", version=7, cipher=None) == 1
    assert command.run("retire", version=None, cipher=None) == 1


def test_the_page_shows_the_keys_state_and_never_a_key(key_file, linze, signed_in) -> None:
    person(1)
    client = signed_in("security_administrator", division="620723")
    told = json.loads(key_file.read_text())
    body = client.get("/seals/").content.decode()
    assert "people.Person 1" in body
    rotate("AES")
    body = client.get("/seals/").content.decode()
    assert "hx-get" in body
    worker.drain()
    body = client.get("/seals/").content.decode()
    assert "可以销毁" in body
    assert "hx-get" not in body
    told = {**told, **json.loads(key_file.read_text())}
    secrets = [told["seal"], told["index"], told["versions"][0]["seal"]]
    assert not [key for key in secrets if key in body]
    assert signed_in("town_clerk", division="620723101").get("/seals/").status_code == 403
