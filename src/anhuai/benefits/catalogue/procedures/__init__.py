"""How applications are dealt with: one procedure a file; the file's name is its code."""

from anhuai.benefits.rules.procedure import Procedure
from anhuai.kernel.catalogue import load

PROCEDURES = load(__name__, Procedure)


def procedure_of(item: str, *, is_urgent: bool = False) -> str:
    """Return the code of the procedure for a benefit.

    What needs no application, a service somebody asks for all the same, is dealt with generally.
    """
    if is_urgent:
        return "urgent"
    return next((code for code, one in PROCEDURES.items() if item in one.items), "general")
