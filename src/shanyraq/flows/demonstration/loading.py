"""The region comes to stand, by calling the acts of the modules: it obeys every rule that people obey.

All of it is one transaction. A load that was cut off has left nothing, so the next one simply begins again; rows of
facts could not be taken back in any other way, since nothing may delete them.
"""

import datetime as dt
import gc
import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from shanyraq.campus.gates import api as gates
from shanyraq.campus.gates import demo as gate_builder
from shanyraq.flows.demonstration import signins
from shanyraq.flows.demonstration.assessments import plan_assessments
from shanyraq.flows.demonstration.building import lyceum_building
from shanyraq.flows.demonstration.classes import CITY_CODE
from shanyraq.flows.demonstration.days import (
    Passing,
    gate_words,
    last_days,
    plan_passings,
    register_words,
)
from shanyraq.flows.demonstration.region import Lyceum, Region, plan_region
from shanyraq.flows.demonstration.sizes import FIRST_DAY, SCHOOL_YEAR, Size
from shanyraq.flows.demonstration.term import Term, plan_term
from shanyraq.flows.demonstration.week import live_week, open_lessons, plan_topics
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal
from shanyraq.spine.access import api as access
from shanyraq.spine.presence import api as presence
from shanyraq.spine.quality import api as quality
from shanyraq.spine.registry import api as registry

MORNING = dt.datetime(2026, 11, 23, 7, 45, tzinfo=clock.ZONE)
"""The school Monday on which the demonstration begins."""
EVENING_BEFORE = dt.datetime(2026, 11, 22, 20, 0, tzinfo=clock.ZONE)
"""While it is loaded the clock shows Sunday evening, so that everything was recorded before the story begins."""
CONFIRMED = dt.datetime(2026, 10, 23, 16, 0, tzinfo=clock.ZONE)
"""When the teachers confirmed the first quarter: the afternoon of its last school day."""
BATCH = 5_000
Say = Callable[[str], None]
T = TypeVar("T")


class Refused(Exception):
    """The demonstration cannot be loaded or turned back here; the words say why and what to do."""


def load(size: Size, *, say: Say) -> None:
    """The region stands, sealed and published, and the clock shows the Monday morning.

    Raises Refused where somebody uses the database already. After a cut-off it begins again, or ends what was left.
    """
    mark = Path(settings.DATA) / "demo.loading"
    given = mark.exists()  # whoever put the mark there before us takes it away
    if _somebody_is_here():
        if not (mark.exists() and clock.is_demo() and signins.kept()):
            raise Refused(
                "There are people in this database; the demonstration is loaded only into an empty one."
                " Choose a folder of its own: ./shanyraq up --data DIR"
            )
        say("The demonstration stands already.")
    else:
        mark.write_text(json.dumps({"size": size.name}))
        clock.anchor(EVENING_BEFORE)
        _load_all(size, say=say)
    if clock.now() < MORNING:  # a demonstration that was lived in keeps its hour
        clock.anchor(MORNING)
    if not given:
        mark.unlink()


def _somebody_is_here() -> bool:
    with system_scope("demonstration"):
        return get_user_model().objects.exists() or bool(registry.organisations())


def _load_all(size: Size, *, say: Say) -> None:
    with system_scope("demonstration"), _in_one_breath(), transaction.atomic():
        with _phase("plan", say):
            region = plan_region(size)
        with _phase(f"{len(region.organisations)} organisations, {len(region.people):,} people", say):
            _register(region)
        with _phase("sign-ins and the office", say):
            lines = signins.make_signins(region)
            _appoint(region)
        with _phase("the plan of the year and the week", say):
            live_week(region.lyceum)
            plan_topics(region.lyceum)
            term = plan_term(region.lyceum, open_lessons(region.lyceum, since=size.term_from))
        with _phase(f"{len(term.lessons):,} lessons, {len(term.marks):,} marks", say):
            _live_term(term)
        with _phase("tests, scores and the marks of the first quarter", say):
            _assess(region, term, since=size.term_from)
        with _phase("the gate and the last days", say):
            _live_days(size, region, term)
        with _phase("questions of the register", say):
            quality.look_everywhere(day=clock.today())
        with _phase("seals", say):
            sealing.seal_everything()
            sealing.publish()
        signins.keep(lines)


@contextmanager
def _in_one_breath() -> Iterator[None]:
    """Settings for one large load (measured: about a quarter of its time): the collector would find no rubbish in a
    million new rows, and SQLite keeps the pages of its indexes in memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -200000")
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _phase(name: str, say: Say) -> Iterator[None]:
    started = time.monotonic()
    yield
    say(f"  {name}: {time.monotonic() - started:.1f} s")


def _register(region: Region) -> None:
    """Territories, organisations, people, classes, enrolments, families, posts and loads."""
    registry.load_territories()
    registry.register_organisations(drafts=region.organisations)
    for people in _parts(region.people):
        registry.register_people(people=people)
    for groups in _parts(region.groups):
        registry.open_groups(drafts=groups)
    for enrolments in _parts(region.enrolments):
        registry.enrol(drafts=enrolments)
    for guardians in _parts(region.guardians):
        registry.set_guardians(drafts=guardians)
    for employments in _parts(region.employments):
        registry.employ(drafts=employments)
    registry.assign_loads(drafts=region.loads)
    registry.furnish(organisation_id=region.lyceum.id, buildings=[lyceum_building()])


def _live_term(term: Term) -> None:
    for attendance in _parts(term.attendance):
        journal.take_attendance_many(drafts=attendance)
    for entries in _parts(term.entries):
        journal.write_lessons_many(drafts=entries)
    for marks in _parts(term.marks):
        journal.set_marks_many(drafts=marks)


def _assess(region: Region, term: Term, *, since: dt.date) -> None:
    """Tests stand with their scores; what the first quarter comes to is confirmed on its last school day."""
    planned = plan_assessments(region.lyceum, term, since=since)
    journal.plan_summatives_many(drafts=planned.tests)
    for scores in _parts(planned.scores):
        journal.set_scores_many(drafts=scores)
    if since <= CONFIRMED.date():
        classes = [each.id for each in region.lyceum.classes]
        journal.publish_terms_many(group_ids=classes, year=SCHOOL_YEAR, quarter=1, happened_at=CONFIRMED)


def _live_days(size: Size, region: Region, term: Term) -> None:
    """The gate stands with its history, and presence has decided the last days from gate and registers."""
    lyceum = region.lyceum
    passings = plan_passings(lyceum, term, last_days(term, size.gate_days))
    _store_passings(region, passings)
    days = last_days(term, size.presence_days)
    words = register_words(lyceum, term, days, facts=_attendance_facts(lyceum, days))
    presence.testify(words=[*words, *gate_words(lyceum.id, passings)], quietly=True)


def _store_passings(region: Region, passings: Sequence[Passing]) -> None:
    lyceum = region.lyceum
    learners = [learner for each in lyceum.classes for learner in lyceum.learners[each.id]]
    staff = list(dict.fromkeys(post.person_id for post in lyceum.staff.employments))
    erzhan = region.homes[0].children[0].draft.id
    numbers = gate_builder.prepare_gate(lyceum.id, learners, staff, surely=[erzhan])
    palms = access.has_consent(learners, access.Purpose.BIOMETRIC_ENTRY)
    entrance = gate_builder.gate_ids(lyceum.id)[0]
    for some in _parts(passings):
        gates.store_history(
            passages=[
                gates.PastPassage(
                    organisation_id=lyceum.id,
                    person_id=passing.person_id,
                    at=passing.at,
                    direction=gates.Direction(passing.says),
                    channel=gates.Channel.PALM if passing.person_id in palms else gates.Channel.CARD,
                    device_id=entrance,
                    number=numbers[passing.person_id],
                )
                for passing in some
            ]
        )


def _attendance_facts(lyceum: Lyceum, days: Sequence[dt.date]) -> dict[uuid.UUID, uuid.UUID]:
    """The attendance fact of every lesson of these days."""
    return {
        lesson.id: lesson.attendance[1]
        for each in lyceum.classes
        for day in days
        for lesson in journal.lessons_of_group(each.id, day)
        if lesson.attendance
    }


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _appoint(region: Region) -> None:
    """The head and the specialist of the office hold their right over the city."""
    for who, role in zip(region.office, (access.Role.OFFICE_HEAD, access.Role.OFFICE), strict=True):
        access.appoint(person_id=who.id, territory_code=CITY_CODE, role=role, valid_from=FIRST_DAY)
