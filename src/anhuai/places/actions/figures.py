"""Population figures that officers add."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Confidence
from anhuai.kernel.unfit import Unfit
from anhuai.places import queries
from anhuai.places.models import PopulationFigure
from anhuai.places.rules import Definition, PopulationMeasure
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


class BadFigure(Unfit):
    """A population figure that cannot be kept; codes: negative, future, taken."""


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("登记人口数据"),
    logs=("code", "measure", "definition", "on"),
    subject="figure",
)
def record_figure(
    actor: Actor,
    *,
    code: str,
    measure: PopulationMeasure,
    definition: Definition,
    on: date,
    value: int,
    source: str,
    today: date,
) -> PopulationFigure:
    """Keep a published population figure with its source; raises `BadFigure`."""
    if not actor.scope(Permit.PLACES_MANAGE).covers(code) or not queries.exists(code, on=today):
        raise NotHere("division", code)
    if on > today:
        raise BadFigure(
            "future", "统计日期不能晚于今天。", "The date must not be in the future.", field="on"
        )
    if value < 0:
        raise BadFigure(
            "negative", "人数不能是负数。", "The count cannot be negative.", field="value"
        )
    figure, made = PopulationFigure.objects.get_or_create(
        code=code, measure=measure.value, definition=definition.value, on=on, source=source,
        defaults={"value": value, "confidence": Confidence.B.value},
    )  # fmt: skip
    if not made:
        raise BadFigure(
            "taken",
            "同一来源、同一日期的这个数已经登记过。",
            "This figure of this source and date is already on record.",
            field="on",
        )
    return figure
