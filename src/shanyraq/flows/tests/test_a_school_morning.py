"""The stories end to end, at the level of events: what one module announces reaches those who must act or know."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone, translation

from shanyraq.campus.gates.events import PassagesLinked, PassagesStored
from shanyraq.kernel import clock
from shanyraq.kernel.events import announcing
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.events.delivery import ATTEMPTS, deliver, drain
from shanyraq.kernel.events.models import Delivery, OutboxEvent
from shanyraq.kernel.facts import new_id
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal.events import AttendanceTaken, LessonWritten, MarksSet
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.models import LiveChange, Notice
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import person
from shanyraq.spine.registry.models import Guardianship

EIGHT = dt.datetime(2026, 11, 23, 8, 10, tzinfo=clock.ZONE)
DAY = EIGHT.date()


@pytest.fixture(autouse=True)
def morning(db):
    with time_machine.travel(EIGHT, tick=False) as traveller, translation.override("kk"):
        yield traveller


def happen(*events) -> int:
    """The events are announced, and everything that follows from them is delivered."""
    with transaction.atomic():
        announce(*events)
    return drain()


def at(time: str) -> dt.datetime:
    hour, minute = map(int, time.split(":"))
    return EIGHT.replace(hour=hour, minute=minute)


def passage(school, direction: str = "in", time: str = "7:52", *, who=None) -> tuple[str, str, str, str]:
    return (new_id().hex, (who or school.pupil_id).hex, direction, at(time).isoformat())


def passages(school, *entries) -> PassagesStored:
    return PassagesStored(
        organisation_id=school.organisation_id, device_id=new_id(), day=DAY, entries=entries or (passage(school),)
    )


def register(school, code: str, *, number: int = 1) -> AttendanceTaken:
    starts = at(f"{7 + number}:00")
    return AttendanceTaken(
        lesson_id=new_id(),
        organisation_id=school.organisation_id,
        group_id=school.group_id,
        day=DAY,
        number=number,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=45),
        source=new_id(),
        entries=((school.pupil_id.hex, code),),
    )


def told(school, role: str) -> list[str]:
    with use_scope(school.scope(role)):
        return [row.title for row in notices.notices_of(getattr(school, f"{role}_id"))]


def state(school) -> str:
    with use_scope(school.scope("guardian")):
        return presence.days([school.pupil_id], day=DAY)[school.pupil_id].state


def open_case(school) -> presence.CaseRow:
    with use_scope(school.scope("teacher")):
        [case] = presence.open_cases()
    return case


def everything() -> list[object]:
    with system_scope("test"):
        return [list(Notice.objects.order_by("id").values()), Delivery.objects.count()]


def test_erzhan_comes_in_and_dana_knows(cast):
    happen(passages(cast.school))
    assert state(cast.school) == "inside"
    assert told(cast.school, "guardian") == ["Ержан мектепке 07:52-де келді."]
    assert told(cast.school, "teacher") == told(cast.neighbour, "guardian") == []
    with translation.override("ru"):
        assert told(cast.school, "guardian") == ["Ержан в школе с 07:52."]
    with translation.override("en"):
        assert told(cast.school, "guardian") == ["Ержан came to school at 07:52."]


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("8:10", "Ержан мектептен 08:10-да шықты."),
        ("8:00", "Ержан мектептен 08:00-де шықты."),
        ("8:06", "Ержан мектептен 08:06-да шықты."),
        ("8:05", "Ержан мектептен 08:05-те шықты."),
    ],
)
def test_leaving_is_told_with_the_ending_that_the_hour_sounds(cast, time, words):
    happen(passages(cast.school, passage(cast.school, "out", time)))
    assert told(cast.school, "guardian") == [words]


def test_open_pages_of_family_and_school_look_again(cast):
    happen(passages(cast.school))
    topics = {f"organisation:{cast.school.organisation_id}", f"person:{cast.school.pupil_id}"}
    assert topics | {f"person:{cast.school.guardian_id}"} == set(LiveChange.objects.values_list("topic", flat=True))


def test_the_same_event_again_changes_nothing(cast):
    event = passages(cast.school)
    happen(event)
    before = everything()
    happen(event, event)
    assert everything() == before


def test_staff_at_the_gate_are_no_learners_and_nobodys_child(cast):
    happen(passages(cast.school, passage(cast.school, who=cast.school.teacher_id)))
    with system_scope("test"):
        assert presence.days([cast.school.teacher_id], day=DAY) == {}
        assert Notice.objects.count() == 0


def test_a_gate_that_was_offline_for_three_hours_alarms_nobody(cast, morning):
    late, fresh = passage(cast.school, "in", "7:52"), passage(cast.school, "out", "10:40")
    morning.move_to(at("10:53"))
    happen(passages(cast.school, late, fresh))
    assert told(cast.school, "guardian") == ["Ержан мектептен 10:40-та шықты."]
    with use_scope(cast.school.scope("guardian")):
        row = presence.days([cast.school.pupil_id], day=DAY)[cast.school.pupil_id]
    assert (row.first_in, row.last_out) == (at("7:52"), at("10:40"))


def test_passages_linked_afterwards_count_and_alarm_nobody(cast):
    entry = passage(cast.school)
    linked = PassagesLinked(
        organisation_id=cast.school.organisation_id, person_id=cast.school.pupil_id, day=DAY, entries=(entry,)
    )
    happen(linked)
    assert state(cast.school) == "inside"
    assert told(cast.school, "guardian") == []


def test_absent_while_inside_is_a_case_for_the_class_teacher(cast):
    happen(passages(cast.school), register(cast.school, "unexcused"))
    assert told(cast.school, "teacher") == ["Ержан: турникет пен журналдың деректері сәйкес келмейді."]
    assert open_case(cast.school).owner_id == cast.school.teacher_id
    assert state(cast.school) == "absent"
    assert told(cast.school, "guardian") == ["Ержан мектепке 07:52-де келді."]


def test_a_case_closed_with_a_reason_is_told_to_the_guardians(cast):
    with system_scope("a second guardian"):
        father = person("Сейтқали", "Асхат", sex="m").id
        registry.set_guardians(
            drafts=[
                registry.GuardianDraft(
                    child_id=cast.school.pupil_id,
                    guardian_id=father,
                    organisation_id=cast.school.organisation_id,
                    relation="father",
                    valid_from=DAY,
                )
            ]
        )
    happen(passages(cast.school), register(cast.school, "unexcused"))
    with use_scope(cast.school.scope("teacher")):
        presence.close_case(case_id=open_case(cast.school).id, outcome="with_staff", reason="Психологта болды")
    drain()
    words = "Ержан: мектептегі бүгінгі мән-жай анықталды."
    assert set(told(cast.school, "guardian")) == {words, "Ержан мектепке 07:52-де келді."}
    with system_scope("test"):
        assert words in [row.title for row in notices.notices_of(father)]
    with use_scope(cast.school.scope("guardian")):
        [case] = presence.cases_of([cast.school.pupil_id], day=DAY)
    assert (case.outcome, case.reason) == ("with_staff", "Психологта болды")


def test_a_corrected_register_closes_the_case_as_agreed_and_troubles_no_family(cast, morning):
    happen(passages(cast.school), register(cast.school, "unexcused"))
    morning.shift(60)
    happen(register(cast.school, "present"))
    assert state(cast.school) == "present"
    with use_scope(cast.school.scope("guardian")):
        [case] = presence.cases_of([cast.school.pupil_id], day=DAY)
    assert (case.status, case.outcome) == ("closed", "agreed")
    assert told(cast.school, "guardian") == ["Ержан мектепке 07:52-де келді."]


def test_a_case_that_opens_again_is_told_again(cast, morning):
    for code in ("unexcused", "present", "unexcused"):
        happen(passages(cast.school), register(cast.school, code))
        morning.shift(60)
    assert len(told(cast.school, "teacher")) == 2


def test_a_mark_is_told_once_a_lesson_and_does_not_say_which(cast):
    marks = MarksSet(
        organisation_id=cast.school.organisation_id,
        lesson_id=new_id(),
        day=DAY,
        subject="algebra",
        pupil_ids=(cast.school.pupil_id,),
    )
    happen(marks, marks)
    assert told(cast.school, "guardian") == ["Ержан жаңа баға алды: Алгебра."]


def test_homework_refreshes_the_diaries_of_the_class(cast):
    written = LessonWritten(
        organisation_id=cast.school.organisation_id,
        lesson_id=new_id(),
        group_id=cast.school.group_id,
        day=DAY,
        subject="algebra",
    )
    happen(written)
    topics = set(LiveChange.objects.values_list("topic", flat=True))
    assert topics == {f"group:{cast.school.group_id}", f"person:{cast.school.pupil_id}"}
    assert told(cast.school, "guardian") == []


def test_a_change_of_rights_is_felt_at_the_next_request(cast):
    dana = make_user(cast.school.guardian_id, "dana")
    saule = make_user(cast.neighbour.guardian_id, "saule")
    with use_scope(cast.school.scope("director")):
        right = Guardianship.objects.get(guardian=cast.school.guardian_id)
        registry.end_guardianship(guardianship_id=right.id, last_day=DAY, reason="сот шешімі")
    drain()
    dana.refresh_from_db()
    saule.refresh_from_db()
    assert (dana.access_version, saule.access_version) == (2, 1)


def test_a_class_teacher_who_has_left_leads_no_class_from_the_next_day(cast, morning):
    bolat = make_user(cast.school.teacher_id, "bolat")
    with use_scope(cast.school.scope("director")):
        registry.end_employment(employment_id=cast.school.employment_id, last_day=DAY, reason="өз еркімен")
    drain()
    assert access.scope_of_user_id(bolat.id).led_groups == {cast.school.group_id}
    morning.shift(dt.timedelta(days=1))
    after = access.scope_of_user_id(bolat.id)
    assert (after.posts, after.groups, after.led_groups) == ((), frozenset(), frozenset())


@pytest.fixture
def clumsy(monkeypatch):
    """A handler that fails for one organisation until it is told otherwise, beside the real ones."""
    broken: set[uuid.UUID] = set()

    def stumbles(event):
        if event.organisation_id in broken:
            Notice.objects.all().delete()
            raise OSError("the disk is full")

    together = {**announcing.handlers_of("PassagesStored"), "tests.stumbles": stumbles}
    monkeypatch.setitem(announcing._handlers, "PassagesStored", together)
    return broken


def test_a_handler_that_fails_is_tried_again_later_and_blocks_nobody(cast, clumsy, morning):
    """Its own writes are undone, the other handlers' and the neighbours' stand."""
    clumsy.add(cast.school.organisation_id)
    happen(passages(cast.school), passages(cast.neighbour))
    assert told(cast.school, "guardian") == ["Ержан мектепке 07:52-де келді."]
    assert told(cast.neighbour, "guardian") == ["Сәуле мектепке 07:52-де келді."]
    owed = Delivery.objects.get()
    assert (owed.handler, owed.attempts, owed.error) == ("tests.stumbles", 1, "OSError")
    assert owed.due_at == timezone.now() + dt.timedelta(seconds=2)
    assert deliver() == 0
    clumsy.clear()
    morning.shift(2)
    assert (deliver(), Delivery.objects.count()) == (1, 0)


def test_what_fails_again_and_again_is_kept_aside_for_a_person(cast, clumsy, morning):
    clumsy.add(cast.school.organisation_id)
    happen(passages(cast.school))
    pauses = []
    while not (owed := Delivery.objects.get()).given_up:
        pauses.append((owed.due_at - timezone.now()).total_seconds())
        morning.move_to(owed.due_at)
        deliver()
    assert pauses == [2, 4, 8, 16, 32, 64, 128]
    assert owed.attempts == ATTEMPTS
    morning.shift(3600)
    assert deliver() == 0
    assert OutboxEvent.objects.filter(name="PassagesStored").count() == 1
