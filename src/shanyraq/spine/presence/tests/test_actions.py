"""Testimonies come in, days are decided, cases open and close: with the database and its events."""

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence import models
from shanyraq.spine.presence.models import Case, CaseMove, DayState
from shanyraq.spine.registry.factories import add_pupil

NINE = dt.datetime(2026, 11, 23, 9, 5, tzinfo=clock.ZONE)
DAY = NINE.date()


@pytest.fixture(autouse=True)
def monday():
    """Time flows: which fact is the younger one matters here."""
    with time_machine.travel(NINE, tick=True) as traveller, translation.override("en"):
        yield traveller


def at(time: str) -> dt.datetime:
    hour, minute = map(int, time.split(":"))
    return NINE.replace(hour=hour, minute=minute)


def gate(school, *passages: str, person=None, day=DAY) -> presence.Word:
    entries = [passage.split() for passage in passages]
    return presence.Word(
        person_id=person or school.pupil_id,
        organisation_id=school.organisation_id,
        day=day,
        witness=presence.Witness.GATE,
        entries=tuple(presence.Entry(at=at(time), says=says, source=f"p-{time}") for says, time in entries),
    )


def register(school, code: str, *, slot: int = 1, source: str = "f1", person=None) -> presence.Word:
    return presence.Word(
        person_id=person or school.pupil_id,
        organisation_id=school.organisation_id,
        day=DAY,
        witness=presence.Witness.REGISTER,
        entries=(presence.Entry(at=at(f"{7 + slot}:00"), says=code, slot=slot, source=source),),
    )


def say(*words: presence.Word, quietly: bool = False) -> int:
    with system_scope("test witnesses"):
        return presence.testify(words=words, quietly=quietly)


def day_of(school) -> DayState:
    with system_scope("test"):
        return DayState.objects.get(person_id=school.pupil_id, day=DAY)


def cases(school) -> list[tuple[str, str]]:
    with system_scope("test"):
        return list(Case.objects.filter(person_id=school.pupil_id).values_list("status", "outcome"))


def announced() -> list[str]:
    names = OutboxEvent.objects.exclude(name="DayDecided").order_by("announced_at", "id")
    return list(names.values_list("name", flat=True))


def disagree(school) -> Case:
    """Erzhan came in at 07:52, and the register of the first lesson says absent."""
    say(gate(school, "in 07:52"), register(school, "unexcused"))
    with system_scope("test"):
        return Case.objects.get(person_id=school.pupil_id)


def test_a_disagreement_opens_one_case_for_the_class_teacher(cast):
    case = disagree(cast.school)
    say(register(cast.school, "unexcused"), register(cast.school, "unexcused", slot=2, source="f2"))
    assert (case.owner_id, case.at, case.deadline) == (cast.school.teacher_id, at("8:00"), at("17:00"))
    assert cases(cast.school) == [("open", "")]
    assert announced() == ["CaseOpened"]


def test_a_repeated_word_changes_nothing(cast):
    def rows():
        """Everything but the moment of the decision itself."""
        with system_scope("test"):
            return [
                list(models.Testimony.objects.order_by("id").values()),
                list(DayState.objects.order_by("id").values("id", "state", "reasons", "first_in", "last_out")),
                list(Case.objects.order_by("id").values()),
                CaseMove.objects.count(),
                announced(),
            ]

    words = (gate(cast.school, "in 07:52"), register(cast.school, "unexcused"))
    say(*words)
    before = rows()
    say(*words)
    assert rows() == before
    assert announced() == ["CaseOpened"]


def test_witnesses_who_come_to_agree_close_the_case(cast):
    disagree(cast.school)
    say(register(cast.school, "present", source="f2"))
    assert cases(cast.school) == [("closed", "agreed")]
    assert day_of(cast.school).state == "present"
    assert announced() == ["CaseOpened", "CaseClosed"]


def test_an_older_word_that_arrives_late_brings_nothing_back(cast):
    """The delivery of the first register failed and is tried again after the correction."""
    disagree(cast.school)
    say(register(cast.school, "present", source="f2"))
    say(register(cast.school, "unexcused", source="f1"))
    assert day_of(cast.school).state == "present"
    assert cases(cast.school) == [("closed", "agreed")]


def test_who_disagrees_again_after_agreeing_opens_the_case_again(cast, monday):
    """Nobody has looked for the child yet: the register was corrected by mistake."""
    disagree(cast.school)
    say(register(cast.school, "present", source="f2"))
    monday.shift(dt.timedelta(hours=9))
    say(register(cast.school, "unexcused", source="f3"))
    with system_scope("test"):
        case = Case.objects.get(person_id=cast.school.pupil_id)
        moves = list(CaseMove.objects.order_by("happened_at", "id").values_list("move", "outcome"))
    assert (case.status, case.outcome, case.closed_at) == ("open", "", None)
    assert case.opened_at > NINE + dt.timedelta(hours=9)
    assert case.deadline == case.opened_at + dt.timedelta(hours=2)
    assert moves == [("opened", ""), ("closed", "agreed"), ("opened", "")]
    assert announced() == ["CaseOpened", "CaseClosed", "CaseOpened"]


def test_what_a_person_has_closed_stays_closed(cast):
    case = disagree(cast.school)
    with use_scope(cast.school.scope("teacher")):
        presence.close_case(case_id=case.id, outcome="with_staff", reason="Мұғалімде болды")
    say(register(cast.school, "unexcused", slot=2, source="f2"), gate(cast.school, "in 08:50"))
    assert cases(cast.school) == [("closed", "with_staff")]
    assert announced() == ["CaseOpened", "CaseClosed"]


def test_a_case_is_closed_with_a_reason_that_the_family_reads_and_the_seal_keeps(cast):
    case = disagree(cast.school)
    with use_scope(cast.school.scope("teacher")):
        presence.close_case(case_id=case.id, outcome="with_staff", reason="  Психологта болды ")
    with use_scope(cast.school.scope("guardian")):
        [row] = presence.cases_of([cast.school.pupil_id], day=DAY)
    assert (row.status, row.outcome, row.reason) == ("closed", "with_staff", "Психологта болды")
    assert (row.closed_by, row.person) == (cast.school.teacher_id, "Сейтқали Ержан")
    with system_scope("test"):
        closed = CaseMove.objects.get(move="closed")
    assert facts.payloads_of([(closed.day, closed.id)]) == {closed.id: {"reason": "Психологта болды"}}
    assert (closed.actor_id, closed.outcome) == (cast.school.teacher_id, "with_staff")


def test_a_case_is_not_closed_without_a_reason_or_twice_or_by_agreement_of_nobody(cast):
    case = disagree(cast.school)
    with use_scope(cast.school.scope("director")):
        for outcome, reason, why in (
            ("with_staff", "  ", "few words"),
            ("agreed", "солай", "how the case ended"),
            ("nonsense", "солай", "how the case ended"),
        ):
            with pytest.raises(Denied, match=why):
                presence.close_case(case_id=case.id, outcome=outcome, reason=reason)
        presence.close_case(case_id=case.id, outcome="register_wrong", reason="журнал қате")
        with pytest.raises(Denied, match="closed already"):
            presence.close_case(case_id=case.id, outcome="gate_wrong", reason="тағы")


@pytest.mark.parametrize("role", ["guardian", "pupil"])
def test_the_family_closes_no_case_and_strangers_know_of_none(cast, role):
    case = disagree(cast.school)
    with use_scope(cast.school.scope(role)):
        assert presence.case(case.id) is not None
        with pytest.raises(Denied):
            presence.close_case(case_id=case.id, outcome="with_staff", reason="өзім")
    for stranger in ("director", "teacher", "guardian"):
        with use_scope(cast.neighbour.scope(stranger)):
            assert presence.case(case.id) is None
            assert presence.open_cases() == []
            with pytest.raises(Denied):
                presence.close_case(case_id=case.id, outcome="with_staff", reason="көрші")


def test_nobody_but_the_machine_testifies(cast):
    with use_scope(cast.school.scope("director")), pytest.raises(Denied):
        presence.testify(words=[gate(cast.school, "in 07:52")])


def test_a_missing_entry_means_something_only_for_who_usually_passes(cast):
    say(register(cast.school, "present"))
    assert cases(cast.school) == []
    classmate = add_pupil(cast.school, "Ким", "Вера")
    earlier = DAY - dt.timedelta(days=3)
    say(gate(cast.school, "in 07:52", day=earlier), gate(cast.school, "in 07:50", person=classmate, day=earlier))
    say(gate(cast.school, "in 07:50", person=classmate), register(cast.school, "present"))
    assert cases(cast.school) == [("open", "")]
    with system_scope("test"):
        assert Case.objects.get().kind == "present_without_entry"


def test_a_gate_that_sees_nobody_of_a_class_is_doubted_and_no_child_is(cast):
    """A dead gate, or an excursion that left by bus: a case for every child would bury the one that matters."""
    people = [add_pupil(cast.school, "Ким", f"Вера {number}") for number in range(4)]
    for person in people:
        say(gate(cast.school, "in 07:52", person=person, day=DAY - dt.timedelta(days=3)))
    say(gate(cast.school, "in 07:40", person=people[0]))
    say(*(register(cast.school, "present", person=person) for person in people))
    with system_scope("test"):
        assert Case.objects.count() == 0
    say(
        gate(cast.school, "in 07:58", person=people[1]), register(cast.school, "present", person=people[2], source="f2")
    )
    with system_scope("test"):
        assert [case.person_id for case in Case.objects.all()] == [people[2]]


def test_days_of_the_past_are_decided_quietly(cast):
    assert say(gate(cast.school, "in 07:52"), register(cast.school, "unexcused"), quietly=True) == 1
    assert day_of(cast.school).state == "absent"
    assert (cases(cast.school), announced()) == ([], [])


def test_a_class_needs_as_many_statements_as_one_child(cast):
    school = cast.school
    people = [add_pupil(school, "Ким", f"Вера {number:02}") for number in range(29)]
    with count_queries() as one:
        say(register(school, "unexcused"))
    with count_queries() as many:
        say(*(register(school, "unexcused", person=person) for person in people))
    assert one.number == many.number
