"""The workforce out by workbook: posts, record checks, courses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import title_of, word
from anhuai.workforce import queries
from anhuai.workforce.catalogue import POSTS, TRAININGS
from anhuai.workforce.rules import CertificateState, CourseState, certificate_state
from anhuai.workforce.views import checks, courses, workers

MANAGE = Permit.WORKFORCE_MANAGE


def give_posts(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who holds which post now."""
    today, after = clock.today(), ""
    while True:
        seen = queries.page(
            actor, on=today, q=query.get("q", ""), order=["worker__pinyin"], after=after,
            **workers.which_of(query),
        )  # fmt: skip
        yield from _posts(seen.rows)
        after = seen.next
        if not after:
            return


def _posts(rows: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[str]]:
    today = clock.today()
    held = queries.certificates_of({row[1] for row in rows})
    for _pk, worker, name, sex, kind, place, _facility, site, since in rows:
        state = certificate_state(POSTS[kind], held[worker], on=today)
        yield [
            name, workers.sex_title(sex), workers.post_title(kind),
            site or places.path_of(place), since.isoformat(),
            "" if state is CertificateState.NOT_NEEDED else word(state),
        ]  # fmt: skip


def give_checks(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who works with children and how each check stands."""
    division = query.get("division", "")
    for one in queries.checks_page(
        actor, on=clock.today(), state=checks.state_of(query.get("state", "")),
        division=division if division.isdigit() else None,
    ):  # fmt: skip
        yield [
            one.name, workers.post_title(one.kind), one.facility or places.path_of(one.place),
            word(one.state), str(one.asked_on or ""),
        ]  # fmt: skip


def give_courses(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield what is planned and was held."""
    after = ""
    which = courses.which_of(query)
    while True:
        seen = queries.courses_page(actor, order=["-planned_on"], after=after, **which)
        for _key, title, kind, place, on, state, invited, present, seats in seen.rows:
            came = present if state == CourseState.HELD else invited
            yield [
                title, title_of(TRAININGS[kind]), places.path_of(place), on.isoformat(),
                f"{came} / {seats}" if seats else str(came), word(CourseState(state)),
            ]  # fmt: skip
        after = seen.next
        if not after:
            return


for _code, _title, _columns, _give, _url in (
    ("workforce-posts", gettext_lazy("从业人员"), workers.COLUMNS, give_posts, "/workforce/"),
    (
        "workforce-checks", gettext_lazy("违法犯罪记录查询"), checks.COLUMNS, give_checks,
        "/workforce/checks",
    ),
    ("workforce-courses", gettext_lazy("培训班"), courses.COLUMNS, give_courses,
     "/workforce/courses/"),
):  # fmt: skip
    declare(Giving(
        code=_code, title=_title, heads=tuple(one.title for one in _columns), give=_give,
        give_permit=MANAGE, list_url=_url,
    ))  # fmt: skip
