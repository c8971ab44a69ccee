"""Looking, mending, accepting, asking. With the cast."""

import datetime as dt
import uuid
from typing import Any

import pytest

from shanyraq.kernel.actions.api import Conflict, Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import Post, Scope, system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.quality.actions.findings import accept_finding, ask_school
from shanyraq.spine.quality.actions.looking import look_again, look_everywhere
from shanyraq.spine.quality.models import Finding, FindingMove
from shanyraq.spine.quality.queries.findings import counts_under
from shanyraq.spine.quality.tests.story import DAY, REASON, accepted, finding, looked, moves_of, rules_open, scope_of
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import TOWN, add_pupil
from shanyraq.spine.registry.models import Building, Organisation, Room

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


def test_rooms_and_buildings_are_looked_at(cast: Any) -> None:
    with system_scope("test"):
        building = Building.objects.create(organisation_id=cast.school.organisation_id, name="А корпусы")
    looked(cast.school)
    assert finding(cast.school, "building_without_rooms").details == {"building": "А корпусы"}
    with system_scope("test"):
        Room.objects.create(organisation_id=cast.school.organisation_id, building=building, name="204")
    looked(cast.school)
    assert finding(cast.school, "building_without_rooms").state == "mended"
