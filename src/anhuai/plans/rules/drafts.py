"""What the reader proposes: every item carries where in the original text it stands."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the original text, half open, with the section it stands in."""

    start: int
    end: int
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A catalogue key that may fit, and how well (0 to 1)."""

    key: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The same promise stated again; `conflicts` when it says something else."""

    place: Place
    value: float | None
    deadline: str | None
    conflicts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One quantity the text commits to reach; `deadline` is a year or a year and month."""

    name: str
    operator: str
    value: float | None
    value_max: float | None = None
    unit: str
    deadline: str | None
    deadline_inferred: bool
    accrual: str
    soft: bool = False
    implied: bool = False
    benchmark: str = ""
    scope: str = ""
    place: Place
    said: Place  # the whole sentence or row
    mentions: tuple[Mention, ...] = ()
    key: str = ""
    confidence: float = 1.0
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """One figure of the past or present."""

    subject: str
    value: float
    unit: str
    place: Place
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One numbered task; `lead_inferred` is the first of a flat list, a suggestion only."""

    number: str
    title: str
    section: str
    is_safeguard: bool
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_inferred: str
    deadline: str | None
    place: Place
    departments_at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A count a project's content gives: new or renovated, of what."""

    is_new: bool
    what: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project; budget in ten thousand yuan, areas in square metres."""

    number: str
    name: str
    kind: str
    category: str
    starts: int | None
    ends: int | None
    budget: float | None
    beds: int | None
    floor_area: float | None
    land_area: float | None
    content: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    is_listed: bool
    place: Place
    amounts: tuple[Amount, ...] = ()
    years_raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtotal:
    """A figure a project list gives for a group of its rows or all of them."""

    category: str  # "" is the whole list
    count: int | None
    budget: float | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """A ratio, threshold or technical standard the text sets or cites."""

    name: str
    value: float | None
    unit: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A platform, register, network or mechanism the text asks to be built or run."""

    name: str
    group: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A deliverable without a number."""

    name: str
    deadline: str | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A stated change between two stated figures (a row of a comparison, or one sentence)."""

    subject: str
    first: float
    last: float
    percent: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the document says of itself; empty or null where it does not say."""

    title: str
    issuer: str
    number: str
    issued: str | None
    starts: int | None
    ends: int | None
    region: str
    region_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One plan of a document, read; `start` and `end` bound it in the original text."""

    head: Head
    start: int
    end: int
    indicators: tuple[Indicator, ...]
    baselines: tuple[Baseline, ...]
    tasks: tuple[Task, ...]
    projects: tuple[Project, ...]
    subtotals: tuple[Subtotal, ...]
    norms: tuple[Norm, ...]
    systems: tuple[System, ...]
    milestones: tuple[Milestone, ...]
    growths: tuple[Growth, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as read: its text and the plans in it."""

    text: str
    drafts: tuple[Draft, ...]

    def quote(self, place: Place) -> str:
        """Return the words of the document at a place."""
        return self.text[place.start : place.end]
