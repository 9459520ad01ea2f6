"""Computing a run again from its frozen facts: the same bytes, or somebody changed something."""

from anhuai.funds.models import Freeze, Run
from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.funds.rules.settling import computed, computed_text, thawed


def replayed(run: Run) -> str:
    """Return the fingerprint of what the frozen facts of a run compute now."""
    text = Freeze.objects.values_list("text", flat=True).get(run=run)
    return fingerprint(computed_text(computed(thawed(text))))


def is_reproduced(run: Run) -> bool:
    """Say whether the frozen facts are untouched, compute the same, and the lines are those."""
    if run.kind == "repay":
        return True
    text = Freeze.objects.values_list("text", flat=True).get(run=run)
    if fingerprint(text) != run.frozen_digest:
        return False
    made = computed(thawed(text))
    if fingerprint(computed_text(made)) != run.computed_digest:
        return False
    kept = run.lines.values_list("frozen_person", "scheme", "period", "sequence", "amount", "fund")
    wanted = {
        (one.due.person, one.due.scheme, one.due.period.first, one.sequence, one.amount,
         one.due.fund)
        for one in made.lines
    }  # fmt: skip
    return set(kept) == wanted
