"""Changing keys while the site runs: made, put to use, everything sealed anew, the old retired."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy, gettext_noop
from django_tasks import TaskContext, task

from anhuai.platform import audit, clock, keyring, sealed
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.backend import put
from anhuai.platform.jobs.worker import step as progress
from anhuai.platform.keyring import BadKeys, Key
from anhuai.platform.models import Job, Resealing

MADE = audit.named("key_made", gettext_lazy("生成新密钥"))
PUT_TO_USE = audit.named("key_put_to_use", gettext_lazy("启用新密钥"))
RESEALED = audit.named("key_resealed", gettext_lazy("用新密钥重新加密完成"))
RETIRED = audit.named("key_retired", gettext_lazy("销毁旧密钥"))
TITLE = gettext_noop("用新密钥重新加密")
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Use:
    """How many rows of a table still need a version of the key."""

    label: str
    rows: int


def make_key(*, cipher: str) -> Key:
    """Make a new version and put it on record; raises `BadKeys`."""
    key = keyring.add(cipher=cipher, on=clock.today())
    _noted(MADE, key)
    return key


def put_to_use(version: int | None = None) -> Job:
    """Let a version (the newest) write from now on, and begin to seal everything anew with it.

    Killed in between, the nightly look finds what is left; called again it goes on.
    """
    known = keyring.ring()
    key = known.current
    chosen = max(known.keys) if version is None else version
    if chosen != key.version:
        key = keyring.write_with(chosen)
        _noted(PUT_TO_USE, key)
    return begin(key.version)


def begin(version: int) -> Job:
    """Enqueue sealing anew with a version; one such job at a time."""
    return put(reseal, [version], {}, title=TITLE, dedupe=f"reseal@{version}")


def uses(version: int) -> list[Use]:
    """Return what still needs a version: every table, those without rows too."""
    return [Use(place.label, sealed.using(place, version)) for place in sealed.places()]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One version as the page shows it, never the key itself."""

    version: int
    cipher: str
    made: str
    is_current: bool
    is_newer: bool
    uses: list[Use]

    @property
    def rows(self) -> int:
        """How many rows need it."""
        return sum(use.rows for use in self.uses)


@dataclass(frozen=True, slots=True)
class State:
    """The keys, the last change of key, and the job that carries it out while it runs."""

    keys: list[KeyLine]
    resealing: Resealing | None
    job: Job | None


def state() -> State:
    """Return how the keys stand."""
    known = keyring.ring()
    own = known.current.version
    lines = [
        KeyLine(
            number, key.cipher, key.made, number == own, number > own,
            [use for use in uses(number) if use.rows],
        )
        for number, key in sorted(known.keys.items())
    ]  # fmt: skip
    return State(
        lines, Resealing.objects.filter(version=own).first(),
        Job.objects.filter(dedupe=f"reseal@{own}", finished_at=None).first(),
    )  # fmt: skip


def retire(version: int) -> None:
    """Destroy a version that nothing needs any more; raises `BadKeys` while something does."""
    known = keyring.ring()
    if version in known.keys and version != known.current.version:
        needing = [use for use in uses(version) if use.rows]
        if needing:
            told = "、".join(f"{use.label} {use.rows:,}" for use in needing)
            raise BadKeys(
                "in_use",
                f"还有数据要用第 {version} 版密钥，不能停用：{told} 行。请等重新加密完成后再试。",
                f"Rows still need key version {version}: {told}. Wait for the re-sealing job.",
            )
    keyring.drop(version)
    audit.append(
        SYSTEM, kind=audit.Kind.ACTION, name=RETIRED, subject="key", detail={"version": version}
    )


def _noted(name: str, key: Key) -> None:
    told = {"version": key.version, "cipher": key.cipher}
    audit.append(SYSTEM, kind=audit.Kind.ACTION, name=name, subject="key", detail=told)


@task(takes_context=True)
def reseal(context: TaskContext, version: int) -> dict[str, Any]:
    """Seal everything anew with a version, going on where a killed worker stopped.

    Ends at once when another version writes by now: its own job does the rest.
    """
    job = str(context.task_result.id)
    own = Resealing.objects.get_or_create(version=version, defaults={"started_at": clock.now()})[0]
    places = sealed.places()
    if not own.total:
        own.total = sum(_left(places).values())
        own.save(update_fields=["total"])
    found: dict[str, int] = {}
    for _round in range(ROUNDS):
        if not _walk(own, places, job):
            break
        # What a hand still holding the old key wrote behind us is done in another round.
        found = _left(places)
        if sum(found.values()) <= len(own.blocked):
            break
        own.done, own.reached = [label for label in own.done if label not in found], {}
        own.save(update_fields=["done", "reached"])
    Job.objects.filter(dedupe=f"reseal@{version}").update(dedupe=None)
    return _finished(own, found)


def _left(places: Iterable[sealed.Place]) -> dict[str, int]:
    return {place.label: rows for place in places if (rows := sealed.left(place))}


def _walk(own: Resealing, places: Iterable[sealed.Place], job: str) -> bool:
    """Seal every table anew in small steps; False when another version writes by now."""
    for place in places:
        while place.label not in own.done:
            if keyring.ring().current.version != own.version:
                return False
            sealed.patiently(partial(_one_step, own, place))
            progress(job, min(own.changed, own.total), own.total)
    return True


def _one_step(own: Resealing, place: sealed.Place) -> None:
    """Seal the next rows of a table and note how far it came, both or neither."""
    own.refresh_from_db()
    step = sealed.step(place, after=own.reached.get(place.label, 0))
    own.changed += step.changed
    if step.last is None:
        own.done = [*own.done, place.label]
    else:
        own.reached = {**own.reached, place.label: step.last}
    own.blocked = sorted({*own.blocked, *(f"{place.label} {pk}" for pk in step.blocked)})
    own.save(update_fields=["changed", "done", "reached", "blocked"])


def _finished(own: Resealing, found: dict[str, int]) -> dict[str, Any]:
    told: dict[str, Any] = {"changed": own.changed, "left": found, "blocked": own.blocked}
    if keyring.ring().current.version == own.version and not found:
        Resealing.objects.filter(pk=own.pk).update(finished_at=clock.now(), blocked=[])
        audit.append(
            SYSTEM, kind=audit.Kind.ACTION, name=RESEALED, subject="key",
            detail={"version": own.version, "rows": own.changed},
        )  # fmt: skip
    return told


def nightly_look() -> int:
    """Begin again where rows are sealed with a key that no longer writes; return how many."""
    found = sum(_left(sealed.places()).values())
    if found:
        version = keyring.ring().current.version
        Resealing.objects.filter(version=version).update(
            finished_at=None, done=[], reached={}, blocked=[], total=F("changed") + found
        )
        begin(version)
    return found
