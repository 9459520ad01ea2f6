"""Workers, posts, certificates and trainings: residents of the county in the published numbers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from anhuai.platform.searching import pinyin, search_text
from anhuai.site.demo.calendar import text
from anhuai.site.demo.chance import apportion, chance
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.folk import State
from anhuai.site.demo.loading import Batch, Row
from anhuai.site.demo.population import Population
from anhuai.site.demo.rows import BY, recorded
from anhuai.site.demo.stock import Stock

_SKILL: Final = ("5", "5", "5", "4", "4", "3")
_SOCIAL: Final = ("assistant", "assistant", "social_worker")


@dataclass(slots=True)
class Worker:
    """One worker with posts, certificates and trainings; `person` is the place in the folk."""

    person: int
    posts: list[tuple[str, str, int | None, int, int]] = field(default_factory=list)
    certificates: list[tuple[str, str, int, int]] = field(default_factory=list)
    trainings: list[tuple[str, str, int, int]] = field(default_factory=list)


class Staff:
    """Hires residents for every post; ids are the places in `workers` plus one."""

    def __init__(self, facts: Facts, population: Population, stock: Stock) -> None:
        self.facts = facts
        self.population = population
        self.stock = stock
        self.on = population.past.on
        self.workers: list[Worker] = []
        self.luck: Random = chance(facts.county, "staff", self.on)
        folk = population.folk
        self._free = [
            p
            for p in range(len(folk))
            if folk.state[p] is State.RESIDENT and 24 <= folk.age[p] <= 55
        ]
        self.luck.shuffle(self._free)
        self._facility_ids = {id(one): key for key, one in enumerate(stock.facilities, 1)}
        self._hire_carers()
        self._hire_professionals()
        self._hire_social_workers()
        self._hire_child_workers()

    # hiring -----------------------------------------------------------------------------------

    def _hire(
        self, kind: str, *, division: str = "", facility: int | None = None, left: bool = False
    ) -> Worker:
        """Give a resident a post begun some time ago, and ended lately where `left`."""
        worker = Worker(self._free.pop())
        born = self.population.folk.born[worker.person]
        years = 0.1 + 9 * self.luck.random() ** 1.1
        since = max(self.stock.day(years), born + 20 * 366)
        until = 0
        if left:
            since = min(since, self.on - 900)
        if facility is not None:
            since = min(max(since, self.stock.facilities[facility - 1].opened + 5), self.on - 15)
        if left:
            until = max(since + 5, self.on - 20 - int(self.luck.random() * 800))
        worker.posts.append((kind, division, facility, since, until))
        self.workers.append(worker)
        return worker

    def _since(self, worker: Worker) -> int:
        return worker.posts[0][3]

    def _certify(self, worker: Worker, kind: str, grade: str, *, lasts: int = 0) -> None:
        """Give a certificate from before or after the hiring, in force on the demo's day."""
        earliest = self.population.folk.born[worker.person] + 20 * 366
        since = max(self._since(worker) - 300 + int(self.luck.random() * 500), earliest)
        since = min(since, self.on - 10)
        until = 0
        if lasts:
            until = self.on + 12 + int(self.luck.random() * lasts * 0.9)
            since = min(since, until - lasts)
        worker.certificates.append((kind, grade, since, until))

    def _train(self, worker: Worker, kind: str, title: str, *, within: int, days: int) -> None:
        """Record a training completed within so many days before the demo's day."""
        first = max(self._since(worker) - 20, self.on - within)
        day = min(first + int(self.luck.random() * (self.on - first)), self.on - 2)
        worker.trainings.append((kind, title, day, days))

    def _prepare(self, worker: Worker) -> None:
        """Record the training before the first day in post."""
        day = self._since(worker) - 2 - int(self.luck.random() * 25)
        worker.trainings.append(("induction", "护理员岗前培训", day, 5))

    def _hire_carers(self) -> None:
        """Hire the 养老护理员; as many hold a certificate as are published."""
        institutions = self.stock.institutions()
        count, certified = self.facts["care_workers"], self.facts["care_workers_certified"]
        shares = apportion(count, [sum(not b.until for b in one.beds) for one in institutions])
        carers = [
            self._hire("care_worker", facility=self._facility_ids[id(one)])
            for one, share in zip(institutions, shares, strict=True)
            for _ in range(share)
        ]
        self.luck.shuffle(carers)
        for place, worker in enumerate(carers):
            if self.luck.random() < 0.9:
                self._prepare(worker)
            if self.luck.random() < 0.8:
                self._train(worker, "on_the_job", "护理技能提升", within=320, days=3)
            if place < certified:
                self._certify(worker, "elderly_care", _SKILL[place % len(_SKILL)])
            elif place % 2:
                ended = self.on - 30 - place
                worker.certificates.append(("elderly_care", "5", ended - 1000, ended))
        for one in institutions * max(1, count // 30):
            place = self._facility_ids[id(one)]
            self._prepare(self._hire("care_worker", facility=place, left=True))

    def _hire_professionals(self) -> None:
        """Give every institution its head and the posts its size calls for."""
        for one in self.stock.institutions():
            place, beds = self._facility_ids[id(one)], sum(not b.until for b in one.beds)
            head = self._hire("institution_head", facility=place)
            self._train(head, "head", "养老机构负责人培训", within=900, days=4)
            for kind, certificate, each, lasts in (
                ("nurse", "nurse_licence", 60, 5 * 365), ("cook", "health", 70, 365),
                ("fire_safety_officer", "fire_operator", 150, 0),
                ("rehabilitation_therapist", "rehabilitation", 220, 0),
            ):  # fmt: skip
                for _ in range(max(1 if each < 160 else 0, round(beds / each))):
                    self._certify(self._hire(kind, facility=place), certificate, "", lasts=lasts)
            if "medical" in {span.values[0] for span in one.licences}:
                self._certify(self._hire("doctor", facility=place), "doctor_licence", "")
        for key, facility in enumerate(self.stock.facilities, 1):
            if facility.places and facility.status[-1].values[0] == "operating":
                self._staff_nursery(key, sum(int(str(s.values[2])) for s in facility.places))

    def _staff_nursery(self, facility: int, places: int) -> None:
        self._hire("childcare_head", facility=facility)
        for number in range(max(1, places // 7)):
            worker = self._hire("childcare_worker", facility=facility)
            if number % 5:
                self._certify(worker, "childcare", "5")

    def _hire_social_workers(self) -> None:
        """Hire certified 社会工作者: for institutions and stations first, then for towns."""
        facilities = [
            key
            for key, one in enumerate(self.stock.facilities, 1)
            if (one.kind == "social_work_station" or (one.beds and one.operator))
            and one.status[-1].values[0] == "operating"
        ]
        towns = [code for code in self.stock.ground.towns if int(code[6:]) < 400]
        for number in range(self.facts["social_workers"]):
            if number < len(facilities) * 2:
                worker = self._hire("social_worker", facility=facilities[number % len(facilities)])
            else:
                worker = self._hire("social_worker", division=towns[number % len(towns)])
            self._certify(worker, "social_work", _SOCIAL[number % len(_SOCIAL)])
            if self.luck.random() < 0.6:
                self._train(worker, "social_work", "社工继续教育", within=330, days=2)

    def _hire_child_workers(self) -> None:
        """Name a 儿童督导员 a town and a 儿童主任 a village, as many as are published."""
        towns = [code for code in self.stock.ground.towns if int(code[6:]) < 400]
        villages = [v.code for v in self.stock.ground.villages if not v.special]
        posts: Iterable[tuple[str, Sequence[str], int, Callable[[], bool]]] = (
            ("township_child_supervisor", towns, self.facts["child_supervisors"],
             lambda: self.luck.random() < 0.85),
            ("village_child_officer", villages, self.facts["child_officers"],
             lambda: self.luck.random() < 0.74),
        )  # fmt: skip
        for kind, places, count, is_trained in posts:
            for division in places[:count]:
                worker = self._hire(kind, division=division)
                if is_trained():
                    self._train(worker, "child_work", "儿童福利与保护业务培训", within=700, days=2)
            for division in places[: count // 9]:
                self._hire(kind, division=division, left=True)

    # rows -------------------------------------------------------------------------------------

    def batches(self) -> list[Batch]:
        """Return the workforce tables."""
        return [
            Batch("workforce.Worker",
                  "id name pinyin search sex born person_id phone_sealed created_at version",
                  self._people()),
            Batch("workforce.Post", "id worker_id kind division facility_id since until "
                  "recorded_at recorded_by retracted_at", self._posts()),
            Batch("workforce.Certificate", "id worker_id kind grade number since until "
                  "recorded_at recorded_by retracted_at", self._certificates()),
            Batch("workforce.Training", "id worker_id kind title completed days recorded_at "
                  "recorded_by retracted_at", self._trainings()),
        ]  # fmt: skip

    def _people(self) -> Iterator[Row]:
        folk, past = self.population.folk, self.population.past
        for key, worker in enumerate(self.workers, 1):
            name = folk.name(worker.person)
            yield (key, name, pinyin(name), search_text(name), str(folk.sex[worker.person]),
                   text(folk.born[worker.person]), worker.person + 1, b"",
                   recorded(self._since(worker), past), 1)  # fmt: skip

    def _known(self, day: int) -> tuple[str, str, None]:
        return recorded(day, self.population.past), BY, None

    def _posts(self) -> Iterator[Row]:
        key = 0
        for number, worker in enumerate(self.workers, 1):
            for kind, division, facility, since, until in worker.posts:
                key += 1
                yield (key, number, kind, division, facility, text(since), _day(until),
                       *self._known(since))  # fmt: skip

    def _certificates(self) -> Iterator[Row]:
        key = 0
        for number, worker in enumerate(self.workers, 1):
            for kind, grade, since, until in worker.certificates:
                key += 1
                yield (key, number, kind, grade, f"YS{key:08d}", text(since), _day(until),
                       *self._known(since))  # fmt: skip

    def _trainings(self) -> Iterator[Row]:
        key = 0
        for number, worker in enumerate(self.workers, 1):
            for kind, title, completed, days in worker.trainings:
                key += 1
                yield (key, number, kind, title, text(completed), days, *self._known(completed))


def _day(day: int) -> str | None:
    return text(day) if day else None
