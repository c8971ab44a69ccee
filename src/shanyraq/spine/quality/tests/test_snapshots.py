"""Preparing, submitting, returning, accepting, and what differs later. With the cast."""

import datetime as dt
import uuid
from typing import Any

import pytest

from shanyraq.kernel.actions.api import Conflict, Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind
from shanyraq.spine.quality.actions.reminding import remind
from shanyraq.spine.quality.actions.snapshots import (
    accept_snapshot,
    prepare_snapshot,
    return_snapshot,
    submit_snapshot,
)
from shanyraq.spine.quality.models import FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.queries.snapshots import snapshot_page
from shanyraq.spine.quality.rules.counting import digest, unpacked
from shanyraq.spine.quality.tests.story import DAY, accepted, looked, scope_of
from shanyraq.spine.registry.factories import School, add_pupil
from shanyraq.spine.registry.models import Employment, Enrolment, Person

KEY = "first_october-2026"


def prepared(at: School) -> uuid.UUID:
    with use_scope(at.scope("director")):
        return prepare_snapshot(organisation_id=at.organisation_id, key=KEY)


def state_of(snapshot_id: uuid.UUID) -> str:
    with system_scope("test"):
        return Snapshot.objects.get(id=snapshot_id).state


def test_numbers_go_their_way_and_come_back(cast: Any) -> None:
    """Prepared, submitted, returned with a remark, counted anew, submitted again, accepted: each a sealed fact."""
    one = prepared(cast.school)
    director, office = cast.school.scope("director"), cast.school.scope("office")
    with use_scope(director):
        submit_snapshot(snapshot_id=one, ground="Бұйрық №5")
    with use_scope(office):
        return_snapshot(snapshot_id=one, ground="", remarks={"girls": "Қыздар саны тексерілсін"})
    assert state_of(one) == "returned"
    with use_scope(director):
        with pytest.raises(Conflict):
            submit_snapshot(snapshot_id=one)
        assert {line.code: line.remark for line in snapshot_page(one, day=DAY).lines if line.remark} == {
            "girls": "Қыздар саны тексерілсін"
        }
        assert prepare_snapshot(organisation_id=cast.school.organisation_id, key=KEY) == one
        submit_snapshot(snapshot_id=one)
    with use_scope(office):
        accept_snapshot(snapshot_id=one)
    with system_scope("test"):
        rows = list(SnapshotMove.objects.order_by("happened_at", "id").values_list("move", "version", "rows_digest"))
        snapshot = Snapshot.objects.get(id=one)
    assert [row[:2] for row in rows] == [
        ("prepared", 1), ("submitted", 1), ("returned", 1), ("prepared", 2), ("submitted", 2), ("accepted", 2),
    ]  # fmt: skip
    assert {bytes(row[2]).hex() for row in rows} == {snapshot.digest}
    assert snapshot.state == "accepted"
    with use_scope(director), pytest.raises(Conflict):
        prepare_snapshot(organisation_id=cast.school.organisation_id, key=KEY)
    for act in (accept_snapshot, lambda snapshot_id: return_snapshot(snapshot_id=snapshot_id, ground="x" * 20,
                                                                     remarks={})):  # fmt: skip
        with use_scope(office), pytest.raises(Conflict):
            act(snapshot_id=one)


def test_grave_questions_hold_the_numbers_back(cast: Any) -> None:
    one = prepared(cast.school)
    with system_scope("test"):
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=dt.date(2026, 10, 31))
    with use_scope(cast.school.scope("director")), pytest.raises(Denied) as refusal:
        submit_snapshot(snapshot_id=one)
    assert "2" in str(refusal.value.words)
    assert state_of(one) == "prepared"
    looked(cast.school)
    for rule in ("class_teacher_gone", "load_without_post"):
        accepted(cast.school, rule)
    with use_scope(cast.school.scope("director")):
        submit_snapshot(snapshot_id=one)
    assert state_of(one) == "submitted"


def test_who_may_do_what_to_the_numbers(cast: Any) -> None:
    one = prepared(cast.school)
    elsewhere = Scope(
        ActorKind.PERSON, actor_id=uuid.UUID(int=1), posts=(Post("office", territory_path="KZ/150000000/"),)
    )
    nobody = [cast.school.scope(role) for role in ("teacher", "guardian", "pupil")]
    for scope in (*nobody, cast.neighbour.scope("director"), elsewhere):
        with use_scope(scope):
            for act in (submit_snapshot, accept_snapshot):
                with pytest.raises(Denied):
                    act(snapshot_id=one)
            with pytest.raises(Denied):
                return_snapshot(snapshot_id=one, ground="Қайта қараңыз, өтінемін", remarks={})
            assert snapshot_page(one, day=DAY) is None
    with use_scope(scope_of("secretary", cast.school)), pytest.raises(Denied):
        submit_snapshot(snapshot_id=one)
    with use_scope(cast.school.scope("office")), pytest.raises(Denied):
        submit_snapshot(snapshot_id=one)
    with use_scope(cast.school.scope("director")):
        submit_snapshot(snapshot_id=one)
        with pytest.raises(Denied):
            accept_snapshot(snapshot_id=one)
    assert state_of(one) == "submitted"


def test_a_remark_is_on_a_figure_that_stands_there(cast: Any) -> None:
    one = prepared(cast.school)
    with use_scope(cast.school.scope("director")):
        submit_snapshot(snapshot_id=one)
    with use_scope(cast.school.scope("office")):
        for ground, remarks in (("", {}), ("жоқ", {}), ("", {"girls": "  "}), ("", {"grade.12": "жоқ сынып"})):
            with pytest.raises(Denied):
                return_snapshot(snapshot_id=one, ground=ground, remarks=remarks)
    assert state_of(one) == "submitted"


def test_a_day_to_come_is_not_counted(cast: Any) -> None:
    with use_scope(cast.school.scope("director")):
        for key in ("end_of_year-2026", "no_such-2026", ""):
            with pytest.raises(Denied):
                prepare_snapshot(organisation_id=cast.school.organisation_id, key=key)
    with system_scope("test"):
        assert (Snapshot.objects.count(), FrozenRows.objects.count()) == (0, 0)


def test_accepted_numbers_stay_while_the_register_moves_on(cast: Any) -> None:
    """Saule comes, Erzhan leaves: the frozen rows give the same digest, and the page says what happened since."""
    one = prepared(cast.school)
    with system_scope("test"):
        before = Snapshot.objects.get(id=one)
        newcomer = add_pupil(cast.school, "Әбдіраш", "Сәуле")
        Enrolment.objects.filter(person=newcomer).update(valid_from=dt.date(2026, 11, 2))
        Enrolment.objects.filter(person=cast.school.pupil_id).update(valid_to=dt.date(2026, 11, 1))
    with use_scope(cast.school.scope("director")):
        page = snapshot_page(one, day=DAY)
    assert page.intact is True
    assert (page.since.moved.admitted, page.since.moved.left) == ((newcomer,), (cast.school.pupil_id,))
    assert page.since.corrected.is_empty
    assert page.since.names[newcomer] == "Әбдіраш Сәуле"
    with system_scope("test"):
        rows = unpacked(bytes(FrozenRows.objects.get(snapshot=one).rows))
        after = Snapshot.objects.get(id=one)
    assert digest(rows) == before.digest == after.digest
    assert after.figures == before.figures


def test_a_correction_of_the_counted_day_is_shown_as_one(cast: Any) -> None:
    one = prepared(cast.school)
    with system_scope("test"):
        late = add_pupil(cast.school, "Әбдіраш", "Сәуле")  # enrolled from 1 September, entered in November
        Person.objects.filter(id=cast.school.pupil_id).update(sex="f")
    with use_scope(cast.school.scope("director")):
        page = snapshot_page(one, day=DAY)
    assert page.since.moved.is_empty
    assert page.since.corrected.admitted == (late,)
    assert page.since.corrected.corrected == (cast.school.pupil_id,)


def test_the_office_sees_numbers_and_no_row(cast: Any) -> None:
    one = prepared(cast.school)
    with use_scope(cast.school.scope("office")):
        page = snapshot_page(one, day=DAY)
        assert list(FrozenRows.objects.all()) == []
    assert (page.row.figures["learners"], page.since, page.intact) == ("1", None, None)


def test_altered_rows_are_noticed(cast: Any) -> None:
    from shanyraq.spine.quality.rules.counting import packed

    one = prepared(cast.school)
    with system_scope("test"):
        frozen = FrozenRows.objects.get(snapshot=one)
        FrozenRows.objects.filter(id=frozen.id).update(rows=packed(unpacked(bytes(frozen.rows))[1:]))
    with use_scope(cast.school.scope("director")):
        assert snapshot_page(one, day=DAY).intact is False


def test_directors_are_reminded_of_what_is_not_submitted(cast: Any) -> None:
    one = prepared(cast.school)
    with use_scope(cast.school.scope("director")):
        submit_snapshot(snapshot_id=one)
    with system_scope("test"):
        assert remind(day=dt.date(2026, 10, 9)) == 1
        assert remind(day=dt.date(2026, 10, 8)) == 0
    [event] = OutboxEvent.objects.filter(name="DeadlineNeared")
    assert str(cast.neighbour.organisation_id) in str(event.body)
