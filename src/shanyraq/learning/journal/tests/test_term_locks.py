"""A closed register: refusals in words, requests, and what was typed in time and came late."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import (
    LateEdit,
    Lesson,
    MarkFact,
    Unlock,
)
from shanyraq.learning.journal.tests.story import code, edit, events, why
from shanyraq.learning.journal.tests.term_story import (
    AFTER,
    as_bolat,
    end_of_quarter,
    unlocked,
)
from shanyraq.spine.registry.factories import School

__all__ = ["as_bolat", "end_of_quarter"]


@pytest.fixture
def old(as_bolat: School, end_of_quarter: Any) -> Lesson:
    """A lesson of the second quarter, seen from January."""
    with system_scope("a lesson"):
        lesson = lesson_on(as_bolat, dt.date(2026, 12, 15))
    journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 6)])
    journal.take_attendance(lesson_id=lesson.id, exceptions={})
    end_of_quarter.move_to(AFTER)
    return lesson


def test_a_closed_term_refuses_in_words_and_opens_for_hours(as_bolat: School, old: Lesson, end_of_quarter: Any) -> None:
    before = MarkFact.objects.get()
    later = edit(old, as_bolat.pupil_id, 8, based_on=before.id, reason="Қате")
    assert why(journal.set_marks(edits=[later])[0]) == "locked"
    assert (
        why(journal.set_codes(edits=[code(old, as_bolat.pupil_id, "ill", seen="present", reason="x")])[0]) == "locked"
    )
    with pytest.raises(Denied, match="closed"):
        journal.take_attendance(lesson_id=old.id, exceptions={as_bolat.pupil_id: "ill"}, anew=True, reason="x")
    unlocked(as_bolat, old.day)
    assert why(journal.set_marks(edits=[edit(old, as_bolat.pupil_id, 8, based_on=before.id)])[0]) == "needs_reason"
    assert isinstance(journal.set_marks(edits=[later])[0], journal.Stored)
    end_of_quarter.move_to(AFTER + dt.timedelta(hours=25))
    latest = edit(old, as_bolat.pupil_id, 9, based_on=MarkFact.objects.latest("id").id, reason="Қате")
    assert why(journal.set_marks(edits=[latest])[0]) == "locked"
    assert [event for event in ("UnlockAsked", "UnlockDecided") if len(events(event)) == 1] == [
        "UnlockAsked", "UnlockDecided",
    ]  # fmt: skip


def test_a_request_is_decided_once_by_a_head_of_the_school(as_bolat: School, old: Lesson, cast: Any) -> None:
    values = {"group_id": as_bolat.group_id, "subject": "algebra", "first": old.day, "last": old.day}
    with pytest.raises(Denied):
        journal.ask_unlock(**values, reason=" ")
    with pytest.raises(Denied, match="open"):
        journal.ask_unlock(**values | {"first": clock.today(), "last": clock.today()}, reason="Қате")
    asked = journal.ask_unlock(**values, reason="Қате")
    with pytest.raises(Denied):
        journal.grant_unlock(unlock_id=asked)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Hidden):
        journal.grant_unlock(unlock_id=asked)
    with use_scope(as_bolat.scope("director")):
        with pytest.raises(Denied, match="1 to 72 hours"):
            journal.grant_unlock(unlock_id=asked, hours=1000)
        journal.refuse_unlock(unlock_id=asked, answer="Дәлел жоқ")
        with pytest.raises(Conflict):
            journal.grant_unlock(unlock_id=asked)
    assert Unlock.objects.get().state == "refused"
    (row,) = journal.unlocks()
    assert (row.asked_by, row.decided_by, row.answer, row.waits) == (
        "Тілеуов Болат",
        "Омарова Айгерім",
        "Дәлел жоқ",
        False,
    )


def test_what_was_typed_offline_in_time_is_kept_for_the_head(as_bolat: School, old: Lesson) -> None:
    before = MarkFact.objects.get()
    in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
    kept = edit(old, as_bolat.pupil_id, 9, based_on=before.id, made_at=in_time, reason="Офлайн")
    absent = code(old, as_bolat.pupil_id, "late", seen="present", made_at=in_time)
    assert journal.set_marks(edits=[kept]) == [journal.Held(kept.client_id)]
    assert journal.set_marks(edits=[kept]) == [journal.Held(kept.client_id)]
    assert journal.set_codes(edits=[absent]) == [journal.Held(absent.client_id)]
    for claim in (
        dt.datetime(2027, 1, 5, tzinfo=clock.ZONE),
        AFTER + dt.timedelta(days=1),
        old.starts_at - dt.timedelta(1),
    ):
        late = edit(old, as_bolat.pupil_id, 9, based_on=before.id, made_at=claim)
        assert why(journal.set_marks(edits=[late])[0]) == "locked"
    assert (LateEdit.objects.count(), MarkFact.objects.count()) == (2, 1)
    with use_scope(as_bolat.scope("director")):
        mark, attendance = LateEdit.objects.order_by("-kind")
        journal.take_late_edit(late_edit_id=mark.id, reason="Телефоны желісіз болған")
        journal.decline_late_edit(late_edit_id=attendance.id, reason="Куәсі жоқ")
        with pytest.raises(Conflict):
            journal.take_late_edit(late_edit_id=mark.id, reason="Қайта")
        assert [(row.kind, row.state) for row in journal.late_edits()] == [("code", "declined"), ("mark", "taken")]
    fact = MarkFact.objects.latest("id")
    assert (fact.value, fact.supersedes_id, fact.actor_id) == (9, before.id, as_bolat.director_id)
    assert facts.payloads_of([(fact.day, fact.id)])[fact.id] == {"reason": "Телефоны желісіз болған"}


def test_another_schools_late_entries_are_unknown(as_bolat: School, old: Lesson, cast: Any) -> None:
    in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
    journal.set_marks(edits=[edit(old, as_bolat.pupil_id, 9, made_at=in_time)])
    key = LateEdit.objects.get().id
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Hidden):
        journal.take_late_edit(late_edit_id=key, reason="Қате")
