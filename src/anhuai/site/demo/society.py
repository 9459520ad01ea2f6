"""Social organisations, volunteers and their teams, in the published numbers."""

from collections.abc import Iterator
from random import Random
from typing import Final

from anhuai.kernel.organisations import make_social_credit_code
from anhuai.platform.searching import pinyin, search_text
from anhuai.site.demo.calendar import text
from anhuai.site.demo.cards import REGION
from anhuai.site.demo.chance import Lot, chance
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.folk import State
from anhuai.site.demo.ground import Ground
from anhuai.site.demo.loading import Batch, Row
from anhuai.site.demo.population import Population
from anhuai.site.demo.rows import BY, recorded

_KINDS: Final = Lot({"association": 58, "private_non_enterprise": 41, "foundation": 1})
_PREFIX: Final = {"association": "51", "private_non_enterprise": "52", "foundation": "53"}
_FIELDS: Final = {
    "elderly": ("老年人协会", "银龄互助协会", "老年体育协会"),
    "children": ("青少年成长服务中心", "少儿公益服务中心"),
    "social_work": ("社会工作服务中心",),
    "charity": ("慈善会", "公益服务协会", "爱心协会"),
    "disability": ("助残服务中心",),
    "health": ("健康促进会", "红十字志愿服务协会"),
    "education": ("幼儿园", "文化艺术培训中心", "职业技能培训学校"),
    "culture": ("书法协会", "舞蹈协会", "乒乓球协会", "民俗文化研究会"),
    "farming": ("种植业协会", "养殖业协会", "农产品流通协会", "节水灌溉协会"),
    "trade": ("商会", "餐饮行业协会", "物业服务行业协会"),
    "mutual_aid": ("邻里互助协会",),
    "other": ("法律援助志愿者协会", "环境保护协会"),
}
_FIELD: Final = Lot({"elderly": 12, "children": 5, "social_work": 3, "charity": 6, "disability": 2,
                     "health": 6, "education": 24, "culture": 16, "farming": 18, "trade": 9,
                     "mutual_aid": 2, "other": 4})  # fmt: skip
_FIRST: Final = (
    "阳光", "金秋", "春晖", "沐恩", "致远", "同心", "百合", "向日葵", "青松", "和谐", "温馨",
    "启航", "绿洲", "映山红", "晨曦",
)  # fmt: skip
_COMMUNITY: Final = (("mutual_aid", "邻里互助队"), ("culture", "文艺队"), ("elderly", "老年人协会"))


class Society:
    """Turns the figures into organisations, volunteers and teams."""

    def __init__(self, facts: Facts, population: Population, ground: Ground) -> None:
        self._facts = facts
        self._population = population
        self._ground = ground
        self._on = population.past.on
        self._luck: Random = chance(facts.county, "society", self._on)

    def batches(self) -> list[Batch]:
        """Return the civil tables."""
        return [
            Batch("civil.SocialOrganisation",
                  "id name pinyin search kind field social_credit_code division "
                  "has_party_organisation is_party_demonstration since until ended_for version",
                  self._organisations()),
            Batch("civil.Volunteer", "id person_id since until recorded_at recorded_by",
                  self._volunteers(), many=True),
            Batch("civil.VolunteerTeam", "id name division since until", self._teams()),
        ]  # fmt: skip

    def _day(self, years: float) -> int:
        return self._on - 20 - int(self._luck.random() * years * 365)

    def _organisations(self) -> Iterator[Row]:
        """Yield the registered ones, a few dissolved ones and those only on file."""
        luck, facts = self._luck, self._facts
        count, party = facts["social_organisations"], facts["party_organisations"]
        names: set[str] = set()
        for number in range(count + count // 16):
            kind, field = _KINDS.draw(luck), _FIELD.draw(luck)
            name = self._name(field, names)
            since, ended = self._day(16), number >= count
            if ended:
                since = min(since, self._on - 1500)
            code = make_social_credit_code(_PREFIX[kind], REGION, f"MJ{number:06d}")
            until = self._on - 30 - int(luck.random() * 700) if ended else 0
            lives = (number < party, number < party and number % 40 == 3)
            yield self._row(
                (number + 1, name, kind, field, code, facts.code), lives, (since, until)
            )
        key = count + count // 16
        for village in self._ground.villages:
            for field, title in _COMMUNITY[: 0 if village.special else 1 + int(luck.random() * 3)]:
                key += 1
                who = (key, f"{village.name}{title}", "community", field, "", village.code)
                yield self._row(who, (False, False), (self._day(7), 0))

    def _row(
        self, who: tuple[int, str, str, str, str, str], party: tuple[bool, bool],
        period: tuple[int, int],
    ) -> Row:  # fmt: skip
        key, name, *rest = who
        since, until = period
        ends = (text(until), "自行解散") if until else (None, "")
        return (key, name, pinyin(name), search_text(name), *rest, *party, text(since), *ends, 1)

    def _name(self, field: str, taken: set[str]) -> str:
        """Return an unused name in the county, with a town's or an invented first word."""
        luck = self._luck
        towns = [self._ground.places[code].short_name for code in self._ground.towns]
        while True:
            title = _FIELDS[field][int(luck.random() * len(_FIELDS[field]))]
            words = towns if luck.random() < 0.4 else _FIRST
            name = f"{self._facts.name}{words[int(luck.random() * len(words))]}{title}"
            if name in taken:
                name = f"{name}（{len(taken)}）"
            if name not in taken:
                taken.add(name)
                return name

    def _volunteers(self) -> Iterator[Row]:
        """Yield residents of 16 to 75, some of whom stopped."""
        folk, past, luck = self._population.folk, self._population.past, self._luck
        people = [
            p
            for p in range(len(folk))
            if folk.state[p] is State.RESIDENT and 17 <= folk.age[p] <= 75
        ]
        luck.shuffle(people)
        count = self._facts["volunteers"]
        for key, person in enumerate(people[: count + count // 30], 1):
            since = max(self._day(9), folk.born[person] + 16 * 366, past.came.get(person, 0) + 5)
            since = min(since, self._on - 12)
            until = 0
            if key > count:
                until = self._on - 5 - int(luck.random() * min(600, self._on - since - 6))
            yield (key, person + 1, text(since), text(until) if until else None,
                   recorded(since, past), BY)  # fmt: skip

    def _teams(self) -> Iterator[Row]:
        """Yield the registered teams: every town and most villages have one or more."""
        villages = [v for v in self._ground.villages if not v.special]
        places = [(code, self._ground.places[code].short_name) for code in self._ground.towns
                  if int(code[6:]) < 400]  # fmt: skip
        places += [(v.code, v.name) for v in villages[: len(villages) * 9 // 10]]
        titles = ("志愿服务队", "敬老志愿服务队", "儿童关爱志愿服务队", "文明实践志愿服务队",
                  "应急志愿服务队", "环保志愿服务队")  # fmt: skip
        for number in range(self._facts["volunteer_teams"]):
            code, name = places[number % len(places)]
            title = titles[number // len(places) % len(titles)]
            yield (number + 1, f"{name}{title}", code, text(self._day(8)), None)
