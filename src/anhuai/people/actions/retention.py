"""What the rules of retention remove here, and how (platform/retaining.py)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from anhuai.kernel.months import Month
from anhuai.people.models import Contact, Correction
from anhuai.platform.retaining import Executor, carried_out

GONE = "—"  # stands where a name was, so that the history of the file stays whole


def _before(on: date, months: int) -> date:
    return (Month.of(on) - months).first


def _contacts_due(on: date, months: int) -> Iterable[tuple[int, int]]:
    last = _before(on, months)
    ended = Q(person__died__lt=last) | Q(person__left__lt=last)
    rows = Contact.objects.filter(ended).exclude(name=GONE).order_by("pk")
    return rows.values_list("pk", "person")


def _erase_contacts(rows: list[int]) -> int:
    found = Contact.objects.filter(pk__in=rows)
    return found.update(name=GONE, phone_sealed=b"", phone_index="")


def _former_due(on: date, months: int) -> Iterable[tuple[int, int]]:
    last = timezone.make_aware(datetime.combine(_before(on, months), time()))
    rows = Correction.objects.filter(at__lt=last).exclude(before_sealed=b"").order_by("pk")
    return rows.values_list("pk", "person")


def _erase_former(rows: list[int]) -> int:
    return Correction.objects.filter(pk__in=rows).update(before_sealed=b"")


carried_out("contacts_after_end", Executor(_contacts_due, _erase_contacts))
carried_out("former_values", Executor(_former_due, _erase_former))
