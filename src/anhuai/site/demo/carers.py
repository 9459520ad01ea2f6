"""What is done about the demo's workers: record checks, two courses, a badge.

The answers are invented, and all of them are clear.
"""

from datetime import date, timedelta

from anhuai.platform.acting import Actor
from anhuai.workforce import actions, queries
from anhuai.workforce.rules import CourseFacts, HonourLevel, Result

SEATS = 20


def _result(number: int, worker: int) -> Result:
    is_absent = number % 7 == 3
    return Result(worker, attended=not is_absent, mark=None if is_absent else 52 + 2 * number)


def train_and_check(officer: Actor, division: str, on: date) -> str:
    """Check most of who works with children, hold one course and plan another."""
    held = queries.checked_posts(officer, on=on).order_by("worker", "pk")
    workers = list(dict.fromkeys(held.values_list("worker_id", flat=True)))
    for number, worker in enumerate(workers):
        if number % 9 == 8:
            continue  # never asked about: the list shows who is missing
        asked_on = on - timedelta(days=30 + 60 * (number % 9))  # some more than a year ago
        actions.record_check(
            officer, worker=worker, asked_on=asked_on, is_clear=True,
            document=f"（虚构）回执 {number + 1:04d}",
        )  # fmt: skip
    carers = [key for key, _name in queries.choices(
        officer, on=on, limit=SEATS, kinds=["care_worker"]
    )]  # fmt: skip
    for planned_on, pass_mark in ((on - timedelta(days=20), 60), (on + timedelta(days=25), None)):
        course = actions.plan_course(officer, facts=CourseFacts(
            kind="on_the_job", title="失能老年人照护技能", division=division,
            planned_on=planned_on, days=2, seats=SEATS + 10, pass_mark=pass_mark,
        ))  # fmt: skip
        course = actions.invite(officer, course=course.pk, workers=carers)
        if planned_on < on:
            results = [_result(number, key) for number, key in enumerate(carers)]
            actions.hold_course(
                officer, course=course.pk, version=course.version, on=planned_on, results=results
            )
    for number, key in enumerate(carers[:6]):
        actions.add_honour(
            officer, worker=key, title="最美养老护理员（虚构）", issuer="县民政局（虚构）",
            level=HonourLevel.COUNTY, on=on - timedelta(days=60 + 365 * (number % 3)),
        )  # fmt: skip
    return f"记录查询 {len(workers)} 人、培训班 2 个（虚构）"
