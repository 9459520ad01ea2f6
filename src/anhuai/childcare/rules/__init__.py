"""Nurseries by rule: classes and carers, who is taken first, places that are never overrun."""

from anhuai.kernel.unfit import Unfit


class BadChildcare(Unfit):
    """Facts of a nursery that cannot be recorded; `code` names what is wrong."""


__all__ = ["BadChildcare"]
