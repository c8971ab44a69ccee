"""Long runs: part by part by the worker, killed in the middle, started again; and what is forgotten in the end."""

import datetime as dt

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.actions import applying
from shanyraq.spine.exchange.actions.forgetting import forget_runs
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.jobs import apply_waiting, forget
from shanyraq.spine.exchange.models import Line, Run, Trace
from shanyraq.spine.exchange.tests.conftest import IIN, pupil, record
from shanyraq.spine.exchange.tests.test_applying import register, totals, whole_file
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.models import Enrolment, Organisation, Person


@pytest.fixture
def by_the_worker(monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 0)
    monkeypatch.setattr(applying, "SCHOOL_PART", 2)


class Killed(BaseException):
    """The process is gone."""


def test_a_killed_worker_starts_again_and_ends_the_same(bring, by_the_worker, monkeypatch):
    card = bring(whole_file(), apply=True)
    assert exchange.run_card(card.id).state == "applying"
    before, done, real = register(), [], applying.carry_out

    def killed_in_the_third(run, drafts):
        real(run, drafts)
        done.append(len(drafts))
        if len(done) == 3:
            raise Killed

    monkeypatch.setattr(applying, "carry_out", killed_in_the_third)
    with pytest.raises(Killed):
        apply_waiting()
    assert (exchange.run_card(card.id).state, exchange.run_card(card.id).done, done) == ("applying", 2, [1, 1, 1])
    monkeypatch.setattr(applying, "carry_out", real)
    apply_waiting()
    apply_waiting()
    after = exchange.run_card(card.id)
    assert (after.state, after.done, totals(after)) == ("applied", 7, {"create": 6, "change": 1})
    assert totals(bring(whole_file())) == {"leave": 7}
    exchange.undo_run(run_id=card.id)
    with system_scope("test"):
        assert register() == before


def test_a_run_is_applied_once_and_undone_once(bring):
    card = bring(whole_file(), apply=True)
    for act in (exchange.apply_run, exchange.undo_run, exchange.undo_run):
        if act is exchange.undo_run and exchange.run_card(card.id).state == "applied":
            act(run_id=card.id)
        else:
            with pytest.raises(Denied):
                act(run_id=card.id)
    assert exchange.run_card(card.id).state == "undone"


def test_a_child_who_came_elsewhere_meanwhile_is_refused_alone(bring, as_director):
    card = bring([pupil(2, iin=IIN), pupil(3, "Қасым", "Арман")])
    with system_scope("test"):
        Person.objects.filter(id=as_director.neighbour.pupil_id).update(iin=IIN)
    exchange.apply_run(run_id=card.id)
    assert totals(exchange.run_card(card.id)) == {"create": 1, "refuse": 1}
    with system_scope("test"):
        assert Person.objects.get(iin=IIN).id == as_director.neighbour.pupil_id
        assert Person.objects.filter(family="Қасым").count() == 1


def test_a_longer_list_asks_the_database_no_more(bring):
    few = [pupil(row, f"Тек{row}") for row in range(2, 12)]
    many = [pupil(row, f"Көп{row}") for row in range(2, 202)]
    with count_queries() as short:
        bring(few, apply=True)
    with count_queries() as long:
        bring(many, apply=True)
    assert long.number <= short.number + 16, "a statement holds some hundreds of rows"


def test_a_region_comes_in_under_the_machine_alone(as_director):
    school = as_director.school
    with system_scope("test"):
        bin_ = Organisation.objects.get(id=school.organisation_id).bin
        records = [
            record(Kind.GROUP, 2, organisation=Ref("bin", bin_), grade=5, letter="А", language="kk", key="c1"),
            record(Kind.PUPIL, 2, organisation=Ref("bin", bin_), family="Қасым", given="Арман", sex="m",
                   group=Ref("source", "c1"), key="u1"),
            record(Kind.PUPIL, 3, organisation=Ref("bin", "000000000000"), family="Қасым", given="Асан", sex="m"),
        ]  # fmt: skip
        run_id = exchange.open_run(organisation_id=None, source="oneroster", filename="region.zip", records=records)
        exchange.apply_run(run_id=run_id)
        assert totals(exchange.run_card(run_id)) == {"create": 2, "refuse": 1}
        stay = Enrolment.objects.get(person__given="Арман")
        assert (stay.organisation_id, stay.group.grade) == (school.organisation_id, 5)
        again = exchange.open_run(organisation_id=None, source="oneroster", filename="region.zip", records=records)
        assert totals(exchange.run_card(again)) == {"leave": 2, "refuse": 1}
    assert exchange.run_card(run_id) is None
    with pytest.raises(Denied):
        exchange.undo_run(run_id=run_id)


def test_a_school_cannot_bring_rows_of_another(bring, as_director):
    with system_scope("test"):
        bin_ = Organisation.objects.get(id=as_director.neighbour.organisation_id).bin
    foreign = Ref("bin", bin_)
    card = bring(
        [
            pupil(2, organisation=foreign),
            record(Kind.GROUP, 3, organisation=foreign, grade=5, letter="А"),
            record(Kind.GUARDIAN, 4, child=Ref("name", "Әбдіраш Сәуле"), given="Біреу", relation="father"),
        ]
    )
    assert totals(card) == {"refuse": 3}


def test_rows_of_files_are_forgotten_after_their_days(bring):
    card = bring(whole_file(), apply=True)
    later = clock.now() + dt.timedelta(days=29)
    with time_machine.travel(later, tick=False):
        forget()
    with system_scope("test"):
        assert Line.objects.filter(run=card.id).count() == 7
    with time_machine.travel(later + dt.timedelta(days=3), tick=False):
        forget()
        with pytest.raises(Denied):
            exchange.undo_run(run_id=card.id)
    with system_scope("test"):
        assert (Line.objects.count(), Trace.objects.count(), Run.objects.count()) == (0, 0, 1)
        assert Person.objects.filter(iin=IIN).exists()


def test_only_the_machine_forgets(as_director):
    with use_scope(as_director.school.scope("director")), pytest.raises(Denied):
        forget_runs()


def test_a_child_who_has_a_mark_is_not_taken_out(bring, as_director):
    card = bring(whole_file(), apply=True)
    with system_scope("test"):
        child = Person.objects.get(iin=IIN).id
    before = register()
    registry.stands_on_people("test", lambda ids: {child} & set(ids))
    try:
        with pytest.raises(Denied, match="Серікбай Нұрлан"):
            exchange.undo_run(run_id=card.id)
    finally:
        registry.stands_on_people("test", lambda ids: set())
    assert (register(), exchange.run_card(card.id).state) == (before, "applied")
