"""Changing keys under what goes out of the house: addresses, messages and receivers live on."""

from datetime import date

from tests.conftest import VILLAGE
from tests.peers import mail_server
from tests.platform.test_outbox import channels, raised, state, zhang
from tests.platform.test_webhooks import admin, born, peer, registered, told, verify

from anhuai.platform import clock, keyring, rotating
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import Contact, Message, Receiver
from anhuai.platform.sealing import version_of
from anhuai.platform.webhooks import registering

__all__ = ["admin", "channels", "peer", "zhang"]  # fixtures


def begin_writing_anew() -> int:
    return keyring.write_with(keyring.add(cipher="AES", on=date(2026, 11, 22)).version).version


def finish(version: int) -> None:
    rotating.begin(version)
    drain()
    rotating.retire(1)


def test_a_message_waiting_when_the_key_changed_reaches_its_address(
    key_file, zhang, channels
) -> None:
    with mail_server() as box:
        channels("mail", box.url)
        raised(zhang)
        assert version_of(state("mail").recipient_sealed) == 1
        finish(begin_writing_anew())
        assert {version_of(one.recipient_sealed) for one in Message.objects.all()} == {2}
        assert {version_of(one.address_sealed) for one in Contact.objects.all()} == {2}
        raised(zhang)
        drain()
    assert [one.state for one in Message.objects.filter(channel="mail")] == ["sent", "sent"]
    assert len(box.taken) == 2


def test_a_receiver_is_told_with_the_same_secrets_before_and_after(key_file, admin, peer) -> None:
    made = registered(admin, peer)
    renewed = registering.rotate_key(admin, receiver_id=made.pk)
    version = begin_writing_anew()
    for name in "乙丙":
        born(VILLAGE, name)
        told()
        got, now = peer.taken[-1], clock.now().timestamp()
        for secret in (made.secret, renewed.secret):
            assert verify()(secret, got.heads, got.body, now), name
        if name == "乙":
            finish(version)
    kept = Receiver.objects.get()
    assert (version_of(kept.secret_sealed), version_of(kept.former_sealed)) == (2, 2)
