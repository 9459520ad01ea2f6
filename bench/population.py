"""Make a prefecture of the demo county: copy it as its neighbours until there are enough persons.

Run inside an installation that holds the demo county (bench/web.py --persons). Everybody is already
invented; a copy keeps names, homes and circumstances, lives in a county of its own code, and has an
identity index of its own, so that every index is as large as a real one.
"""

from itertools import count

from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from anhuai.people.models import (
    Circumstance,
    Contact,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.places.models import Division
from anhuai.platform import county

APART = 10_000_000  # ids of one copy from those of the next
COPIED = (Household, Person, Membership, Residence, Kinship, Circumstance, Contact)


def grow(persons: int) -> int:
    """Copy the county served until there are at least so many persons; return their number."""
    served = county.code()
    own = Person.objects.filter(pk__lt=APART).count()
    neighbours = (f"{served[:4]}{n:02d}" for n in count(1) if f"{n:02d}" != served[4:])
    for number, code in enumerate(neighbours, 1):
        if own * number >= persons:
            break
        with transaction.atomic():
            _copy(Division, served, code, number)
            for model in COPIED:
                _copy(model, served, code, number)
    _settle()
    return Person.objects.count()


def _copy(model: type[Model], served: str, code: str, number: int) -> None:
    """Copy the served county's rows of a table into another county, in one statement."""
    own, columns, values = "id", [], []
    for field in model._meta.concrete_fields:
        column = f'"{field.column}"'
        value = column
        if field.primary_key or isinstance(field, ForeignKey):
            value = f"{column} + {APART * number}"
        elif field.name in ("division", "hukou", "code") and model is not Circumstance:
            value = (
                f"case when substr({column}, 1, 6) = '{served}' "
                f"then '{code}' || substr({column}, 7) else {column} end"
            )
        elif field.name == "identity_index":
            value = (
                f"case when {column} = '' then '' else substr({column}, 1, 56) || "
                f"'{number:08d}' end"
            )
        columns.append(column)
        values.append(value)
    of_county = f" and substr(code, 1, 6) = '{served}'" if model is Division else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{model._meta.db_table}" ({", ".join(columns)}) '
            f'select {", ".join(values)} from "{model._meta.db_table}" '
            f"where {own} < {APART}{of_county}"
        )


def _settle() -> None:
    """Let the database know its new sizes, as a nightly job of a real one would."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
        if connection.vendor == "postgresql":
            for model in (Division, *COPIED):
                table = model._meta.db_table
                cursor.execute(
                    f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
                )
