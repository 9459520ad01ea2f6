"""Whether a confirmed order may be put right, and by what ground."""

from anhuai.services.models import CallBack, Order, OrderAnomaly, OrderStep
from anhuai.services.rules.sampling import CallResult


def ground_of(one: Order) -> str:
    """Return what a redress stands on: complaint, anomaly or call_back; "" for nothing."""
    if OrderStep.objects.filter(order=one, what="complain").exists():
        return "complaint"
    if OrderAnomaly.objects.filter(order=one, state="upheld").exists():
        return "anomaly"
    told = CallBack.objects.filter(order=one, result__in=[CallResult.DENIED, CallResult.SHORT])
    return "call_back" if told.exists() else ""
