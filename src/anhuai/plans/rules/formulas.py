"""A measure in words: what is counted, of which kind, over what, from the definition itself.

Every filter of the measure language has a phrase here, once; the names of kinds, marks, posts and
circumstances come from the catalogues of the rooms that define them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from anhuai.civil.rules import OrganisationField, OrganisationKind
from anhuai.facilities.catalogue import KINDS as FACILITIES
from anhuai.facilities.catalogue import MARKS
from anhuai.facilities.rules import LICENCES, Group, Ownership, Tier, Titled, WorksKind
from anhuai.kernel.divisions import TownKind
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.people.rules.codes import HUKOU
from anhuai.plans.rules.documents import ProjectStatus
from anhuai.plans.rules.measures import (
    Count,
    CountOfDivisions,
    Having,
    Measure,
    MinOverDivisions,
    Ratio,
    ShareOfDivisions,
    Source,
    Sum,
    Units,
    Value,
)
from anhuai.workforce.catalogue import POSTS, TRAININGS

Pair = tuple[str, str]
"""Something in Chinese and in English."""
Called = Callable[[str], Pair]


def _plain(code: str) -> Pair:
    return code, code


def _defined(catalogue: Mapping[str, Any], code: str) -> Pair:
    return catalogue[code].title, catalogue[code].title_en


def _word(words: type[Titled], code: str) -> Pair:
    return words(code).title_zh, words(code).title_en


def _hukou(code: str) -> Pair:
    return HUKOU.title_of(code), HUKOU.title_of(code, english=True)


_WINDOWS: Final[Mapping[str, Pair]] = {
    "plan": ("规划期内", "in the plan period"), "year": ("当年", "in the year"),
    "two_years": ("近 24 个月", "in the last 24 months"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a filter reads: {} stands for its values, joined by "or" unless all must hold."""

    zh: str
    en: str
    called: Called = _plain
    joined: Pair = ("或", " or ")


@dataclass(frozen=True, slots=True)
class Flag:
    """How a filter of yes and no reads."""

    yes: Pair
    no: Pair


_FACILITY, _POST = partial(_defined, FACILITIES), partial(_defined, POSTS)
_GROUP, _WORKS = partial(_word, Group), partial(_word, WorksKind)
_TRAINING = partial(_defined, TRAININGS)

PHRASES: Final[Mapping[str, Phrase | Flag]] = {
    "min_age": Phrase("年满 {} 周岁", "aged {} or over"),
    "hukou_kind": Phrase("户口性质为{}", "hukou: {}", _hukou),
    "code": Phrase("属于{}", "in: {}", partial(_defined, CIRCUMSTANCES)),
    "groups": Phrase("机构类别为{}", "wing: {}", _GROUP),
    "facility_groups": Phrase("所在机构类别为{}", "at facilities of wing: {}", _GROUP),
    "workforce.posts.kinds": Phrase("岗位为{}", "post: {}", _POST),
    "civil.organisations.kinds": Phrase("类型为{}", "kind: {}", partial(_word, OrganisationKind)),
    "kinds": Phrase("机构类型为{}", "kind: {}", _FACILITY),
    "also": Phrase("并且{}", "and also: {}", partial(_defined, CIRCUMSTANCES)),
    "ownership": Phrase("所有制为{}", "ownership: {}", partial(_word, Ownership)),
    "tier": Phrase("层级为{}", "tier: {}", partial(_word, Tier)),
    "marks": Phrase("有标识“{}”", "with the mark: {}", partial(_defined, MARKS), ("”或“", " or ")),
    "licences": Phrase(
        "持有{}", "holding: {}", partial(_defined, LICENCES), ("和", " and ")
    ),
    "facilities.operating.works": Phrase("有过{}工程", "with works done: {}", _WORKS),
    "works": Phrase("工程类别为{}", "kind of works: {}", _WORKS),
    "urban": Flag(("位于城市社区", "in urban communities"), ("位于行政村", "in villages")),
    "nursing": Flag(("护理型", "nursing"), ("非护理型", "not nursing")),
    "public": Flag(("公办床位", "the government's"), ("非公办床位", "not the government's")),
    "compliant": Flag(
        ("配建养老服务设施达标并已移交", "with compliant elderly-care premises handed over"),
        ("配建未达标", "without compliant premises"),
    ),
    "free_for_elders": Flag(
        ("无偿用于养老服务", "given free to elderly care"),
        ("没有无偿用于养老服务", "not given free"),
    ),
    "barrier_free": Flag(
        ("通过无障碍验收", "accepted as barrier-free"), ("未通过无障碍验收", "not barrier-free")
    ),
    "certified": Flag(
        ("持有岗位所需的有效证书", "with a valid certificate for the post"),
        ("没有岗位所需的有效证书", "without a valid certificate for the post"),
    ),
    "visited": Flag(
        ("当月有有效探访", "with a finished visit in the month"),
        ("当月没有有效探访", "without a finished visit in the month"),
    ),
    "distinct": Flag(("按人计，不重复", "each person once"), ("按人次计", "each attendance")),
    "has_party_organisation": Flag(
        ("已建党组织", "with a party organisation"), ("未建党组织", "without a party organisation")
    ),
    "is_party_demonstration": Flag(
        ("为党建示范点", "party-building demonstration sites"), ("非党建示范点", "no such sites")
    ),
    "works_in": Phrase("主要从事{}", "field: {}", partial(_word, OrganisationField)),
    "post_kinds": Phrase("参训人员岗位为{}", "held by: {}", _POST),
    "inducted": Phrase("到岗前完成{}", "after: {}", _TRAINING),
    "opened": Phrase("{}启用", "opened {}", _WINDOWS.__getitem__),
    "accepted": Phrase("{}验收", "accepted {}", _WINDOWS.__getitem__),
    "started": Phrase("{}开工", "started {}", _WINDOWS.__getitem__),
    "begun": Phrase("{}到岗", "begun {}", _WINDOWS.__getitem__),
    "trained": Phrase("{}完成过培训", "trained {}", _WINDOWS.__getitem__),
    "completed": Phrase("{}完成", "completed {}", _WINDOWS.__getitem__),
    "trainings": Phrase("培训类别为{}", "training: {}", _TRAINING),
    "registered": Phrase("{}登记", "registered {}", _WINDOWS.__getitem__),
    "status": Phrase("状态为{}", "status: {}", partial(_word, ProjectStatus)),
    "about": Phrase("名称含“{}”", "named like “{}”"),
}  # fmt: skip
"""By filter, or by source and filter where one name means two things; in the order they read."""

FIELDS: Final[Mapping[str, Pair]] = {
    "beds": ("床位数", "beds"), "nursing_beds": ("护理型床位数", "nursing beds"),
    "area": ("面积", "area"), "elders_m2": ("用于养老的面积", "area for elders"),
    "budget": ("投资额", "budget"), "fee": ("月保育费", "monthly fees"),
    "income": ("人均可支配收入（月）", "monthly disposable income"),
}  # fmt: skip
_ORDER: Final = list(PHRASES)
_PER: Final[Mapping[int, Pair]] = {10**10: ("，以亿元计", ", in 100 million yuan")}  # money is fen
_COMMITTEES: Final[Mapping[bool, Pair]] = {
    True: ("城市社区", "urban communities"), False: ("行政村", "villages"),
}  # fmt: skip
_LEVELS: Final[Mapping[int, Pair]] = {
    2: ("省", "provinces"), 4: ("市（州）", "prefectures"), 6: ("县（区）", "counties"),
    9: ("乡镇（街道）", "towns and streets"), 12: ("村（社区）", "communities and villages"),
}  # fmt: skip
_TOWNS: Final[Mapping[TownKind, Pair]] = {
    TownKind.STREET: ("街道", "streets"), TownKind.TOWN: ("镇", "towns"),
    TownKind.TOWNSHIP: ("乡", "townships"), TownKind.SPECIAL: ("场区", "farms and zones"),
}  # fmt: skip


def _key(source: str, name: str) -> str:
    own = f"{source}.{name}"
    return own if own in PHRASES else name


class _Wording:
    """How a measure is worded in one language."""

    def __init__(self, *, english: bool) -> None:
        self.at = int(english)

    def _filter(self, one: Source, name: str, value: Value) -> str:
        if one.name == "people.with_circumstance" and name in ("kinds", "grades"):
            return self._chosen(str(one.given["code"]), name, value)
        phrase = PHRASES[_key(one.name, name)]
        if isinstance(phrase, Flag):
            return (phrase.yes if value else phrase.no)[self.at]
        values = value if isinstance(value, tuple) else (str(value),)
        said = phrase.joined[self.at].join(phrase.called(code)[self.at] for code in values)
        return (phrase.zh, phrase.en)[self.at].format(said)

    def _chosen(self, code: str, name: str, value: Value) -> str:
        """Word the kinds or grades of a circumstance as its own definition calls them."""
        kind = CIRCUMSTANCES[code]
        choices = kind.kinds if name == "kinds" else kind.grades
        titles = {one.code: (one.title, one.title_en)[self.at] for one in choices}
        heads = (
            (kind.kind_title, kind.kind_title_en) if name == "kinds"
            else (kind.grade_title, kind.grade_title_en)
        )  # fmt: skip
        values = value if isinstance(value, tuple) else (str(value),)
        said = ("或", " or ")[self.at].join(titles[one] for one in values)
        return (f"{heads[0]}为{said}", f"{heads[1]}: {said}")[self.at]

    def source(self, one: Source) -> str:
        """Word a fact with its filters."""
        named = (one.kind.title, one.kind.title_en)[self.at]
        ranked = sorted(one.filters, key=lambda given: _rank(one.name, given[0]))
        said = ("，", "; ")[self.at].join(self._filter(one, *given) for given in ranked)
        return (f"{named}（{said}）", f"{named} ({said})")[self.at] if said else named

    def total(self, one: Sum) -> str:
        """Word what is added up."""
        named = self.source(one.source)
        if not one.field:
            return named
        field = FIELDS[one.field][self.at]
        return (f"{named}的{field}", f"{field} of {named}")[self.at]

    def units(self, units: Units) -> str:
        """Word some divisions."""
        if units.urban is not None:
            return _COMMITTEES[units.urban][self.at]
        if units.towns:
            return ("、", ", ")[self.at].join(_TOWNS[one][self.at] for one in units.towns)
        return _LEVELS[units.level][self.at]

    def having(self, one: Having) -> str:
        """Word the divisions that have something."""
        named, units = self.source(one.source), self.units(one.units)
        return (f"有{named}的{units}", f"{units} with {named}")[self.at]


def _rank(source: str, name: str) -> int:
    key = _key(source, name)
    return _ORDER.index(key) if key in PHRASES else _ORDER.index("code")


def formula(measure: Measure, *, english: bool = False) -> str:
    """Return a measure as one line of words."""
    say = _Wording(english=english)
    if isinstance(measure, Count):
        per = measure.per
        scale = _PER[per][english] if per in _PER else f" ÷ {per}" if per > 1 else ""
        return say.total(measure.what) + scale
    if isinstance(measure, Ratio):
        return f"{say.total(measure.top)} ÷ {say.total(measure.bottom)} × {measure.times}"
    if isinstance(measure, MinOverDivisions):
        units, named = say.units(measure.units), say.source(measure.source)
        return (
            f"the least of {named} among {units}" if english else f"各{units}的{named}数，取最小值"
        )
    if isinstance(measure, CountOfDivisions):
        return say.having(measure.having)
    if not isinstance(measure, ShareOfDivisions):
        raise TypeError(f"no such measure: {measure!r}")
    top = " + ".join(say.having(one) for one in measure.having)
    units = (" + " if english else "、").join(say.units(one.units) for one in measure.having)
    return f"{top} ÷ {'all ' if english else '全部'}{units} × {measure.times}"
