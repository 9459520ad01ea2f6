"""The whole population of a demo county in memory: the steps in their order."""

from dataclasses import dataclass
from datetime import date

from anhuai.site.demo.ages import pyramid
from anhuai.site.demo.calendar import Years
from anhuai.site.demo.chance import Lot, chance
from anhuai.site.demo.children import Children
from anhuai.site.demo.circumstances import Register
from anhuai.site.demo.elders import Elders
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.families import Families
from anhuai.site.demo.folk import NOBODY, Folk
from anhuai.site.demo.ground import Ground
from anhuai.site.demo.hardship import Hardship, split
from anhuai.site.demo.homes import Homes
from anhuai.site.demo.lives import Lives, Past
from anhuai.site.demo.names import clans, family_name, given_name
from anhuai.site.demo.wards import Wards, find_wards, place_wards


@dataclass(frozen=True, slots=True)
class Lodging:
    """An institution people live in: its village and its beds."""

    village: int
    beds: int
    takes_tekun: bool


@dataclass(slots=True)
class Population:
    """Everybody with families, homes, past and circumstances."""

    folk: Folk
    homes: Homes
    past: Past
    register: Register
    ethnicity: list[str]
    lodged: dict[int, list[int]]  # by place of the lodging


def opening_of(on: date) -> date:
    """Return the day on which the register was opened: three to four years before."""
    return date(on.year - 3, 1, 1)


class Making:
    """Invents a county's people in two steps: who they are, then what they are in."""

    def __init__(self, facts: Facts, ground: Ground, lodgings: list[Lodging], on: date) -> None:
        luck = chance(facts.county, on, "people")
        self._facts = facts
        self._luck = luck
        self.folk = Folk(Years(on))
        self._past = Past(opening=opening_of(on).toordinal(), on=on.toordinal())
        self._register = Register(self.folk, self._past, luck)
        families = Families(self.folk, luck)
        self._wards = _found_families(families, facts)
        self._homes = Homes(self.folk, ground, luck)
        self._hardship = Hardship(families, self._homes, self._register, facts, luck)
        self._lodged = _lodge(self._hardship, self._homes, lodgings)
        self._homes.settle()
        lives = Lives(families, self._homes, self._past, luck)
        lives.bury(facts["residents"])
        lives.come(facts.stock["elsewhere"])
        lives.go()

    def finish(self) -> Population:
        """Give everybody circumstances and a name; who they are no longer changes."""
        folk, homes, register, facts = self.folk, self._homes, self._register, self._facts
        hardship = self._hardship
        hardship.support_scattered()
        hardship.grant_dibao()
        hardship.grant_edge()
        hardship.certify_disabled()
        paying = [p for people in self._lodged.values() for p in people if p not in hardship.tekun]
        hardship.serve_hardship_elders(paying)
        Elders(folk, homes, register, self._luck).record(facts)
        Children(folk, register, self._past, self._luck).record(self._wards, hardship, facts)
        _name(folk, homes, facts)
        ethnicity = _ethnicities(folk, facts)
        return Population(folk, homes, self._past, register, ethnicity, self._lodged)


def _found_families(families: Families, facts: Facts) -> Wards:
    """Make families of the residents and of those away."""
    folk, luck = families.folk, families.luck
    families.populate(pyramid(residents=facts["residents"], elders=facts["elders"]))
    families.marry()
    families.found_units()
    wards = find_wards(folk, facts, luck)
    place_wards(families, wards)
    families.leave(int(facts["residents"] * facts.share("absent_share")))
    families.raise_children(wards.everyone())
    families.join_generations()
    return wards


def _lodge(hardship: Hardship, homes: Homes, lodgings: list[Lodging]) -> dict[int, list[int]]:
    """Let the centralised 特困 and others live in institutions, one household each."""
    tekun, paying = hardship.lodge(sum(lodging.beds for lodging in lodgings))
    groups = split(tekun, [lodging.beds * lodging.takes_tekun for lodging in lodgings])
    rooms = [lodging.beds - len(group) for lodging, group in zip(lodgings, groups, strict=True)]
    lodged: dict[int, list[int]] = {}
    for place, others in enumerate(split(paying, rooms)):
        people = groups[place] + others
        if people:
            lodged[place] = people
            homes.collect(people, lodgings[place].village)
    return lodged


def _name(folk: Folk, homes: Homes, facts: Facts) -> None:
    """Name everybody, parents before their children, villages after their clans."""
    luck = chance(facts.county, "names")
    of_village = [clans(luck, 5) for _ in homes.ground.villages]
    years = [date.fromordinal(day).year for day in folk.born]
    for person in sorted(range(len(folk)), key=folk.born.__getitem__):
        father, home = folk.father[person], folk.home[person]
        if father != NOBODY:
            folk.surname[person] = folk.surname[father]
        elif home != NOBODY and luck.random() < 0.45:
            local = of_village[homes.homes[home].village]
            folk.surname[person] = local[int(luck.random() * len(local))]
        else:
            folk.surname[person] = family_name(luck)
        folk.given[person] = given_name(luck, sex=folk.sex[person], year=years[person])


def _ethnicities(folk: Folk, facts: Facts) -> list[str]:
    """Give everybody the father's ethnicity, or one by the county's weights."""
    luck = chance(facts.county, "ethnicity")
    lot = Lot(dict(facts.stock["ethnicities"]))
    found = [""] * len(folk)
    for person in sorted(range(len(folk)), key=folk.born.__getitem__):
        spouse, father = folk.spouse[person], folk.father[person]
        if father != NOBODY:
            found[person] = found[father]
        elif spouse != NOBODY and found[spouse] and luck.random() < 0.85:
            found[person] = found[spouse]
        else:
            found[person] = lot.draw(luck)
    return found
