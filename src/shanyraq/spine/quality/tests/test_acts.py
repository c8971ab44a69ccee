"""Looking, mending, accepting; preparing, submitting, returning, accepting. With the cast."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.quality.actions.findings import accept_finding, ask_school
from shanyraq.spine.quality.actions.looking import look_again, look_everywhere
from shanyraq.spine.quality.actions.reminding import remind
from shanyraq.spine.quality.actions.snapshots import (
    accept_snapshot,
    prepare_snapshot,
    return_snapshot,
    submit_snapshot,
)
from shanyraq.spine.quality.models import Finding, FindingMove, FrozenRows, Snapshot, SnapshotMove
from shanyraq.spine.quality.queries.findings import counts_under
from shanyraq.spine.quality.queries.register import register_on
from shanyraq.spine.quality.queries.snapshots import snapshot_page
from shanyraq.spine.quality.rules.counting import digest, unpacked
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import TOWN, School, add_pupil
from shanyraq.spine.registry.models import Building, Employment, Enrolment, Organisation, Person, Room

DAY = dt.date(2026, 11, 23)
KEY = "first_october-2026"
REASON = "Шетелден келген бала, ЖСН әлі берілмеген"


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE), tick=False) as traveller:
        yield traveller


def rules_open(at: School) -> set[str]:
    with system_scope("test"):
        return set(Finding.objects.filter(organisation=at.organisation_id, state="open").values_list("rule", flat=True))


def looked(at: School, role: str = "director") -> int:
    with use_scope(at.scope(role)):
        return look_again(organisation_id=at.organisation_id)


def finding(at: School, rule: str) -> Finding:
    with system_scope("test"):
        return Finding.objects.get(organisation=at.organisation_id, rule=rule)


def moves_of(one: Finding) -> list[str]:
    with system_scope("test"):
        rows = FindingMove.objects.filter(finding_id=one.id).order_by("happened_at", "id")
        return list(rows.values_list("move", flat=True))


OF_THE_CAST = {
    "birth_date_missing", "capacity_unknown", "guardian_without_phone", "iin_missing", "no_building",
    "subject_untaught",
}  # fmt: skip


def test_looking_finds_what_the_cast_lacks(cast: Any) -> None:
    assert looked(cast.school) == len(OF_THE_CAST)
    assert rules_open(cast.school) == OF_THE_CAST
    assert rules_open(cast.neighbour) == set()


def test_looking_twice_changes_nothing(cast: Any) -> None:
    looked(cast.school)
    with system_scope("test"):
        before = (list(Finding.objects.order_by("id").values()), FindingMove.objects.count())
    looked(cast.school, "teacher")
    with system_scope("test"):
        assert (list(Finding.objects.order_by("id").values()), FindingMove.objects.count()) == before


def test_a_corrected_entry_mends_and_a_new_fault_brings_it_back(cast: Any) -> None:
    looked(cast.school)
    with system_scope("test"):
        Organisation.objects.filter(id=cast.school.organisation_id).update(capacity=500)
    looked(cast.school)
    one = finding(cast.school, "capacity_unknown")
    assert (one.state, one.closed_on, moves_of(one)) == ("mended", DAY, ["opened", "mended"])
    with system_scope("test"):
        Organisation.objects.filter(id=cast.school.organisation_id).update(capacity=None)
    looked(cast.school)
    one = finding(cast.school, "capacity_unknown")
    assert (one.state, one.closed_on, moves_of(one)) == ("open", None, ["opened", "mended", "reopened"])


def test_the_region_is_looked_at_in_one_job(cast: Any) -> None:
    with system_scope("test"):
        assert look_everywhere(day=DAY) == 2 * len(OF_THE_CAST)
    assert rules_open(cast.neighbour) == OF_THE_CAST


def test_looking_costs_the_same_for_any_number_of_pupils(cast: Any) -> None:
    looked(cast.school)
    with count_queries() as few:
        looked(cast.school)
    for number in range(12):
        add_pupil(cast.school, "Оқушы", f"А{number}")
    looked(cast.school)
    with count_queries() as many:
        looked(cast.school)
    assert many.number == few.number


def accepted(at: School, rule: str, *, role: str = "director", until: dt.date = DAY + dt.timedelta(days=30)) -> Finding:
    one = finding(at, rule)
    with use_scope(at.scope(role)):
        accept_finding(finding_id=one.id, reason=REASON, until=until)
    return finding(at, rule)


def test_an_acceptance_has_its_reason_its_author_and_its_day(cast: Any) -> None:
    looked(cast.school)
    one = accepted(cast.school, "iin_missing")
    assert (one.state, one.accepted_until) == ("accepted", DAY + dt.timedelta(days=30))
    assert one.accepted_by == cast.school.director_id
    assert facts.payloads_of([(one.move_day, one.move_id)])[one.move_id]["reason"] == REASON
    looked(cast.school)
    assert finding(cast.school, "iin_missing").state == "accepted"
    assert "iin_missing" not in rules_open(cast.school)


def test_an_acceptance_ends_with_its_day(cast: Any, monday: Any) -> None:
    looked(cast.school)
    accepted(cast.school, "iin_missing", until=DAY)
    monday.shift(dt.timedelta(days=1))
    looked(cast.school)
    one = finding(cast.school, "iin_missing")
    assert (one.state, one.accepted_until, one.accepted_by) == ("open", None, None)
    assert moves_of(one) == ["opened", "accepted", "reopened"]


def test_an_acceptance_ends_when_the_facts_change(cast: Any) -> None:
    looked(cast.school)
    accepted(cast.school, "subject_untaught")
    with use_scope(cast.school.scope("director")):
        registry.assign_loads(
            drafts=[
                registry.LoadDraft(
                    employment_id=cast.school.employment_id, person_id=cast.school.teacher_id,
                    organisation_id=cast.school.organisation_id, group_id=cast.school.group_id, subject="geometry",
                    hours_per_week=2, valid_from=DAY,
                )
            ]
        )  # fmt: skip
    looked(cast.school)
    assert finding(cast.school, "subject_untaught").state == "open"


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [("солай", DAY, "reason"), ("   ", DAY, "reason"), (REASON, DAY - dt.timedelta(days=1), "until"),
     (REASON, DAY + dt.timedelta(days=400), "until")],
)  # fmt: skip
def test_an_acceptance_without_sense_is_refused(cast: Any, reason: str, until: dt.date, field: str) -> None:
    looked(cast.school)
    one = finding(cast.school, "iin_missing")
    with use_scope(cast.school.scope("director")), pytest.raises(Denied) as refusal:
        accept_finding(finding_id=one.id, reason=reason, until=until)
    assert refusal.value.field == field
    assert finding(cast.school, "iin_missing").state == "open"


def test_what_is_closed_is_not_accepted_again(cast: Any) -> None:
    looked(cast.school)
    one = accepted(cast.school, "iin_missing")
    with use_scope(cast.school.scope("director")), pytest.raises(Conflict):
        accept_finding(finding_id=one.id, reason=REASON, until=DAY)


def scope_of(role: str, at: School) -> Scope:
    return Scope(ActorKind.PERSON, actor_id=uuid.UUID(int=7), posts=(Post(role, at.organisation_id),))


def test_each_accepts_the_own_questions(cast: Any) -> None:
    """A class teacher those of the class teacher in the own class, a secretary the secretary's, a head any."""
    looked(cast.school)
    may: dict[str, set[str]] = {"teacher": set(), "secretary": set(), "deputy": set(), "guard": set()}
    for role, allowed in may.items():
        scope = cast.school.scope("teacher") if role == "teacher" else scope_of(role, cast.school)
        for rule in sorted(rules_open(cast.school)):
            with use_scope(scope):
                try:
                    accept_finding(finding_id=finding(cast.school, rule).id, reason="кісі", until=DAY)
                except Denied as refusal:
                    allowed |= {rule} if refusal.field == "reason" else set()
    assert may == {
        "teacher": {"guardian_without_phone"},
        "secretary": {"birth_date_missing", "iin_missing"},
        "deputy": OF_THE_CAST,
        "guard": set(),
    }


@pytest.mark.parametrize("role", ["director", "teacher", "guardian", "pupil", "office"])
def test_the_neighbour_looks_and_accepts_nothing_here(cast: Any, role: str) -> None:
    looked(cast.school)
    with use_scope(cast.neighbour.scope(role)):
        with pytest.raises(Denied):
            look_again(organisation_id=cast.school.organisation_id)
        with pytest.raises(Denied):
            accept_finding(finding_id=finding(cast.school, "iin_missing").id, reason=REASON, until=DAY)


def test_a_class_teacher_sees_the_own_class_only(cast: Any) -> None:
    looked(cast.school)
    with use_scope(cast.school.scope("teacher")):
        seen = set(Finding.objects.values_list("rule", flat=True))
    assert seen == {"birth_date_missing", "guardian_without_phone", "iin_missing", "subject_untaught"}


def test_the_office_counts_and_asks(cast: Any) -> None:
    looked(cast.school)
    with use_scope(cast.school.scope("office")):
        counts = {row.organisation_id: (row.open, row.grave, row.accepted) for row in counts_under(TOWN)}
        assert list(Finding.objects.all()) == []
        asked = ask_school(organisation_id=cast.school.organisation_id, number=6)
        with pytest.raises(Denied):
            ask_school(organisation_id=cast.neighbour.organisation_id, number=0)
    assert counts == {cast.school.organisation_id: (6, 0, 0), cast.neighbour.organisation_id: (0, 0, 0)}
    [event] = OutboxEvent.objects.filter(name="QuestionsAsked")
    assert str(asked) in str(event.body)


def test_an_office_elsewhere_asks_nobody_here(cast: Any) -> None:
    elsewhere = Scope(
        ActorKind.PERSON, actor_id=uuid.UUID(int=1), posts=(Post("office", territory_path="KZ/150000000/151000000/"),)
    )
    with use_scope(elsewhere), pytest.raises(Denied):
        ask_school(organisation_id=cast.school.organisation_id, number=6)


# --- snapshots ---------------------------------------------------------------------------------------------------------


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
    assert {row[2] for row in rows} == {snapshot.digest}
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


# --- the register as of a day ------------------------------------------------------------------------------------------


def test_today_as_of_today_is_the_current_list(cast: Any) -> None:
    add_pupil(cast.school, "Әбдіраш", "Сәуле")
    with use_scope(cast.school.scope("director")):
        found = register_on(cast.school.organisation_id, day=DAY)
        roster = registry.roster(cast.school.group_id, day=DAY)
        counts = registry.enrolled_by_group([cast.school.organisation_id], day=DAY)
    assert {one.group_id: one.learners for one in found.classes} == counts
    assert found.learners == len(roster) == 2
    assert [(one.girls, one.boys) for one in found.classes] == [(1, 1)]


def test_a_past_day_is_not_changed_by_later_moves(cast: Any) -> None:
    day = dt.date(2026, 10, 1)
    with system_scope("test"):
        before = register_on(cast.school.organisation_id, day=day)
        Enrolment.objects.filter(person=cast.school.pupil_id).update(valid_to=dt.date(2026, 11, 1))
        newcomer = add_pupil(cast.school, "Әбдіраш", "Сәуле")
        Enrolment.objects.filter(person=newcomer).update(valid_from=dt.date(2026, 11, 2))
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=dt.date(2026, 11, 1))
        assert register_on(cast.school.organisation_id, day=day) == before
        now = register_on(cast.school.organisation_id, day=DAY)
    assert (before.figures["teachers"], now.figures["teachers"]) == ("1", "0")


@pytest.mark.parametrize(
    ("entered", "later"), [("2026-10-01T23:59", 0), ("2026-10-02T00:01", 1), ("2026-09-01T08:00", 0)]
)
def test_what_was_entered_later_is_counted_as_such(cast: Any, entered: str, later: int) -> None:
    """The id of a stay begins with the moment of its making, and the day ends at midnight of school time."""
    made = dt.datetime.fromisoformat(entered).replace(tzinfo=clock.ZONE)
    number = uuid.UUID(int=(int(made.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62))
    with system_scope("test"):
        Enrolment.objects.filter(person=cast.school.pupil_id).update(id=number)
        assert register_on(cast.school.organisation_id, day=dt.date(2026, 10, 1)).entered_later == later


def test_rooms_and_buildings_are_looked_at(cast: Any) -> None:
    with system_scope("test"):
        building = Building.objects.create(organisation_id=cast.school.organisation_id, name="А корпусы")
    looked(cast.school)
    assert finding(cast.school, "building_without_rooms").details == {"building": "А корпусы"}
    with system_scope("test"):
        Room.objects.create(organisation_id=cast.school.organisation_id, building=building, name="204")
    looked(cast.school)
    assert finding(cast.school, "building_without_rooms").state == "mended"
