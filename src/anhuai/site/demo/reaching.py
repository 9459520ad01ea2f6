"""Roads, reach and three questions of where to build: computed by the product's own actions."""

from collections.abc import Iterator
from datetime import date

from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.siting import actions, queries
from anhuai.siting.actions import Ask
from anhuai.siting.rules import Pace, Question, Subject


def reach(officer: Actor, on: date) -> Iterator[str]:
    """Draw a synthetic network around the homes, measure every subject, answer three questions."""
    made = actions.make_synthetic(officer)
    yield f"合成路网 {made.nodes:,} 个节点、{made.length_m // 1000:,} 公里（不是真实道路）"
    actions.measure_all(officer, on=on)
    open_now = queries.offers(officer, on=on, subject=Subject.DAY_CARE, division=county.code())
    closing = tuple(one.pk for one in open_now if one.longitude is not None)[:1]
    for ask in (
        Ask("（虚构）新建四处日间照料", Subject.DAY_CARE, Question.MOST, Pace.SLOW, most_new=4),
        Ask("（虚构）再建三处托育点", Subject.CHILDCARE, Question.MOST, Pace.WALK, most_new=3),
        Ask(
            "（虚构）关停一处，在哪里补建一处",
            Subject.DAY_CARE,
            Question.MOST,
            Pace.SLOW,
            most_new=1,
            closing=closing,
        ),
    ):
        asked = actions.ask_scenario(officer, ask=ask, on=on)
        actions.answer_scenario(officer, scenario=asked.pk)
