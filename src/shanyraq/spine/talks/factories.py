"""One row of each model of talks at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.registry.factories import School
from shanyraq.spine.talks.models import Bulletin, BulletinFact, Line, LineFact, Reading, Seat, Thread

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(Thread)
def a_thread(at: School) -> Thread:
    """Dana and Bolat about Erzhan; Bolat leads the class, too."""
    thread = Thread.objects.create(
        child_id=at.pupil_id, guardian_id=at.guardian_id, staff_id=at.teacher_id, organisation_id=at.organisation_id,
        group_id=at.group_id, started_at=NOON, last_at=NOON,
    )  # fmt: skip
    for person, role in ((at.guardian_id, "guardian"), (at.teacher_id, "class_teacher")):
        Seat.objects.create(thread=thread, person_id=person, role=role)
    return thread


@factory(Seat)
def a_seat(at: School) -> Seat:
    return Seat.objects.get(thread=a_thread(at), person_id=at.guardian_id)


def _fact(at: School, thread: Thread) -> LineFact:
    fact = LineFact(
        organisation_id=at.organisation_id, thread_id=thread.id, child_id=at.pupil_id, group_id=at.group_id,
        guardian_id=at.guardian_id, happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact], payloads=[{"words": "Сәлеметсіз бе"}])[0]


@factory(Line)
def a_line(at: School) -> Line:
    thread = a_thread(at)
    fact = _fact(at, thread)
    return Line.objects.create(
        thread=thread, organisation_id=at.organisation_id, author_id=at.guardian_id, said_at=NOON, deliver_at=NOON,
        told_at=NOON, fact_day=fact.day, fact_id=fact.id,
    )  # fmt: skip


@factory(LineFact)
def a_line_fact(at: School) -> LineFact:
    return LineFact.objects.get(id=a_line(at).fact_id)


@factory(Bulletin)
def a_bulletin(at: School) -> Bulletin:
    fact = BulletinFact(
        organisation_id=at.organisation_id, bulletin_id=at.group_id, group_id=at.group_id, happened_at=NOON
    )
    fact = facts.record([fact], payloads=[{"words": "Ертең жиналыс"}])[0]
    return Bulletin.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, author_id=at.teacher_id, said_at=NOON,
        deliver_at=NOON, told_at=NOON, fact_day=fact.day, fact_id=fact.id,
    )  # fmt: skip


@factory(BulletinFact)
def a_bulletin_fact(at: School) -> BulletinFact:
    return BulletinFact.objects.get(id=a_bulletin(at).fact_id)


@factory(Reading)
def a_reading(at: School) -> Reading:
    return Reading.objects.create(
        bulletin=a_bulletin(at), organisation_id=at.organisation_id, group_id=at.group_id, person_id=at.guardian_id,
        read_at=NOON,
    )  # fmt: skip
