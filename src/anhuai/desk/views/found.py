"""Finding somebody by ID number or exact name, as forms of the desk ask for a person."""

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit


class BadWho(Unfit):
    """A text that leads to nobody or to several; codes: none, several."""


def named_person(actor: Actor, text: str) -> int:
    """Return the one living person in scope of an ID number or exact name; raises `BadWho`."""
    typed = normalise(text)
    if any(c.isdigit() for c in typed):
        one = people.on_number(actor, typed, permit=Permit.PEOPLE_READ)
        found = [one.pk] if one is not None else []
    else:
        rows = people.residents(actor, on=clock.today()).filter(name=typed).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise BadWho(
            "several", "有几个人叫这个名字，请填身份证号。",
            "Several share this name: use the number.",
            field="who",
        )  # fmt: skip
    raise BadWho(
        "none", "在您的管辖范围内没有找到这个人。", "Nobody of this name or number in your area.",
        field="who",
    )  # fmt: skip
