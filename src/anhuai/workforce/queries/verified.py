"""What was verified of workers: the latest of each certificate, and of the identity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from anhuai.workforce.models import Certificate, Verification


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


def not_found_false(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Return the certificates without those whose latest verification found them not genuine."""
    looked = Verification.objects.filter(certificate=OuterRef("pk"), retracted_at=None)
    latest = looked.order_by("-seen_on", "-pk").values("is_genuine")[:1]
    answer = Coalesce(Subquery(latest), Value(value=True), output_field=BooleanField())
    return rows.alias(is_genuine=answer).filter(is_genuine=True)
