"""The rule language of benefits and the reference evaluator: written once, checked when written.

`from anhuai.benefits.rules import Benefit, Condition, fact, cases, …` is all a definition needs.
"""

from anhuai.benefits.rules.declared import DIBAO_CLASS, HARDSHIP_KIND, ORPHAN_KIND
from anhuai.benefits.rules.definition import (
    Benefit,
    Condition,
    Example,
    Form,
    Period,
    Place,
    Who,
)
from anhuai.benefits.rules.expressions import (
    Expr,
    cases,
    code,
    count,
    every,
    exists,
    fact,
    known,
    largest,
    lit,
    money,
    month,
    share,
    smallest,
    some,
    total,
)
from anhuai.benefits.rules.kinds import Choices, Kind, RuleError, Type
from anhuai.benefits.rules.parameters import Book, Given, Parameter
from anhuai.benefits.rules.population import Household, Member, Spell
from anhuai.benefits.rules.stacking import Relation, Stack, StackExample, StackingTable

__all__ = [
    "DIBAO_CLASS",
    "HARDSHIP_KIND",
    "ORPHAN_KIND",
    "Benefit",
    "Book",
    "Choices",
    "Condition",
    "Example",
    "Expr",
    "Form",
    "Given",
    "Household",
    "Kind",
    "Member",
    "Parameter",
    "Period",
    "Place",
    "Relation",
    "RuleError",
    "Spell",
    "Stack",
    "StackExample",
    "StackingTable",
    "Type",
    "Who",
    "cases",
    "code",
    "count",
    "every",
    "exists",
    "fact",
    "known",
    "largest",
    "lit",
    "money",
    "month",
    "share",
    "smallest",
    "some",
    "total",
]
