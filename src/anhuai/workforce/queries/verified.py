"""What was verified of workers: the latest of each certificate, and of the identity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from anhuai.workforce.models import Verification


@dataclass(frozen=True, slots=True)
class Verified:
    """When somebody looked, who, how, and whether it is genuine."""

    seen_on: date
    by: str
    how: str
    is_genuine: bool


def verified_of(worker_ids: Collection[int]) -> Mapping[tuple[int, int], Verified]:
    """Return the latest verifications of workers a scoped query has given.

    Keys are (worker, certificate), 0 for the identity.
    """
    rows = Verification.objects.filter(worker__in=worker_ids, retracted_at=None)
    told = rows.order_by("seen_on", "pk").values_list(
        "worker_id", "certificate_id", "seen_on", "recorded_by", "how", "is_genuine"
    )
    return {
        (worker, certificate or 0): Verified(on, by, how, genuine)
        for worker, certificate, on, by, how, genuine in told
    }
