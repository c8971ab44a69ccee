"""A region's file: done as it was shown, planned again where the register has changed, and undone."""

from dataclasses import replace

import pytest

from shanyraq.kernel.jobs.api import drain
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.actions import applying, reading
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.models import Line, SourceKey, Trace
from shanyraq.spine.exchange.queries.planning import shelves
from shanyraq.spine.exchange.tests.conftest import IIN, record
from shanyraq.spine.exchange.tests.test_applying import register, totals
from shanyraq.spine.registry.models import Enrolment, Guardianship, Organisation, Person


def region(bin_: str) -> list:
    at = Ref("bin", bin_)
    people = {"organisation": at, "sex": "f"}
    return [
        record(Kind.STAFF, 2, key="t1", family="Ахметова", given="Гүлнәр", position="teacher", **people),
        record(Kind.STAFF, 3, key="t1", family="Ахметова", given="Гүлнәр", position="deputy", **people),
        record(Kind.GROUP, 2, key="c1", organisation=at, grade=8, letter="Б", language="kk",
               class_teacher=Ref("source", "t1")),
        record(Kind.LOAD, 2, key="l1", organisation=at, teacher=Ref("source", "t1"), group=Ref("source", "c1"),
               subject="algebra", hours_per_week=3),
        record(Kind.PUPIL, 2, key="p1", family="Серікбай", given="Айша", iin=IIN, group=Ref("source", "c1"),
               organisation=at),
        record(Kind.PUPIL, 3, key="p2", family="Серікбай", given="Сара", group=Ref("source", "c1"), **people),
        record(Kind.GUARDIAN, 2, key="g1", family="Серікбай", given="Мақпал", child=Ref("source", "p1"),
               relation="mother", **people),
        record(Kind.GUARDIAN, 2, key="g1", family="Серікбай", given="Мақпал", child=Ref("source", "p2"),
               relation="mother", **people),
    ]  # fmt: skip


@pytest.fixture
def brought(as_director):
    """A region's file is read and shown."""

    def bring(more=()):
        with system_scope("test"):
            bin_ = Organisation.objects.get(id=as_director.school.organisation_id).bin
            return exchange.open_run(
                organisation_id=None, source="oneroster", filename="region.zip", records=[*region(bin_), *more]
            )

    return bring


@pytest.fixture
def planned_again(monkeypatch):
    """How many lines were planned anew."""
    again, real = [], applying._planned_again
    monkeypatch.setattr(applying, "_planned_again", lambda run, lines: again.append(len(lines)) or real(run, lines))
    return again


def test_what_was_shown_is_done_without_planning_again_and_undone_whole(brought, planned_again):
    before = register()
    with system_scope("test"):
        run_id = brought()
        assert totals(exchange.run_card(run_id)) == {"create": 6, "change": 2}
        assert register() == before
        exchange.apply_run(run_id=run_id)
        assert (planned_again, exchange.run_card(run_id).state) == ([], "applied")
        child = Person.objects.get(iin=IIN)
        mother = Person.objects.get(given="Мақпал")
        teacher = Person.objects.get(given="Гүлнәр")
        assert (child.group.class_teacher, child.is_learner, child.organisation_id) == (
            teacher, True, teacher.organisation_id,
        )  # fmt: skip
        assert set(teacher.employments.values_list("position", flat=True)) == {"teacher", "deputy"}
        assert (teacher.is_staff, teacher.loads.get().group_id) == (True, child.group_id)
        assert Guardianship.objects.filter(guardian=mother).count() == 2
        assert Enrolment.objects.filter(person=child, valid_to=None).count() == 1
        assert SourceKey.objects.filter(run=run_id).count() == 6
        again = brought()
        assert totals(exchange.run_card(again)) == {"leave": 8}
        exchange.undo_run(run_id=run_id)
    assert register() == before
    assert not SourceKey.objects.filter(run=run_id).seen_by_system().exists()


def test_the_plan_does_what_planning_again_does(brought, monkeypatch):
    """The same file by either way leaves the same register."""
    seen = []
    for quick in (True, False):
        with system_scope("test"):
            run_id = brought()
            if not quick:
                Line.objects.filter(run=run_id).update(plan="")
            exchange.apply_run(run_id=run_id)
            assert bool(Trace.objects.filter(run=run_id).count()) is not quick
            seen.append(_without_ids(register()))
            exchange.undo_run(run_id=run_id)
    assert seen[0] == seen[1]


def _without_ids(tables):
    """The rows by what they hold, since every run gives its own ids."""
    return {
        name: sorted(str({key: value for key, value in row.items() if not key.endswith("id")}) for row in rows)
        for name, rows in tables.items()
    }


def test_where_somebody_came_meanwhile_the_part_is_planned_again_and_asks(brought, as_director, planned_again):
    with system_scope("test"):
        run_id = brought()
        school = as_director.school.organisation_id
        Person.objects.filter(id=as_director.neighbour.pupil_id).update(iin=IIN)  # the same number elsewhere
        mother = Person.objects.create(
            family="Серікбай", given="Мақпал", sex="f", sort_key=sort_key("Серікбай Мақпал"), search_keys=" makpal ",
            organisation_id=school,
        )  # fmt: skip
        exchange.apply_run(run_id=run_id)
        assert planned_again, "whom the register met since is not overlooked"
        rows = {(line.kind, line.row, line.title): line.verdict for line in exchange.run_lines(run_id).rows}
        assert rows["pupil", 2, "Серікбай Айша"] == "refuse"
        assert rows["pupil", 3, "Серікбай Сара"] == "create"
        assert Person.objects.get(iin=IIN).id == as_director.neighbour.pupil_id
        assert Person.objects.filter(given="Мақпал").count() == 1
        assert not Guardianship.objects.filter(guardian=mother).exists()


def test_a_long_file_lies_on_disk_and_is_planned_the_same(brought, monkeypatch, as_director):
    with system_scope("test"):
        bin_ = Organisation.objects.get(id=as_director.school.organisation_id).bin
        at = Ref("bin", bin_)
        more = [
            record(Kind.PUPIL, row, key=f"m{row}", family="Қасым", given=f"Бала{row}", sex="m", organisation=at,
                   group=Ref("source", "c1"))
            for row in range(10, 40)
        ]  # fmt: skip
        more.append(record(Kind.PUPIL, 50, key="m10", family="Қасым", given="Басқа", sex="m", organisation=at,
                           group=Ref("source", "c1")))  # fmt: skip
        more += [
            record(Kind.GUARDIAN, row, key=f"f{row % 3}", family="Қасым", given="Асан", phone=f"+7701000000{row % 3}",
                   relation="father", child=Ref("source", f"m{row}"), organisation=at)
            for row in range(10, 40)
        ]  # fmt: skip
        parent = record(Kind.GUARDIAN, 60, family="Қасым", given="Асан", phone="+77010000001", relation="father",
                        child=Ref("name", "Серікбай Сара"), organisation=at)  # fmt: skip
        seen = []
        for most in (60_000, 20):
            monkeypatch.setattr(shelves, "MOST", most)
            monkeypatch.setattr(reading, "BATCH", 7)
            before = brought(sorted([*more, parent], key=lambda each: reading.ORDER.index(each.kind)))
            seen.append([(line.row, line.verdict, line.kind, [one.words for one in line.reasons])
                         for page in (1, 2) for line in exchange.run_lines(before, page=page).rows])  # fmt: skip
        assert seen[0] == seen[1]
        assert [line[1] for line in seen[0] if line[0] in (50, 60)] == ["refuse", "change"]


def test_a_long_file_is_taken_up_by_the_worker_at_once(brought, monkeypatch):
    monkeypatch.setattr(applying, "AT_ONCE", 0)
    with system_scope("test"):
        run_id = brought()
        exchange.apply_run(run_id=run_id)
        assert exchange.run_card(run_id).state == "applying"
    drain()
    with system_scope("test"):
        assert exchange.run_card(run_id).state == "applied"


def test_signs_that_a_database_minds_come_in_as_they_are(brought, as_director):
    with system_scope("test"):
        at = Ref("bin", Organisation.objects.get(id=as_director.school.organisation_id).bin)
        odd = 'a,b"c\\d{}\te\nf\\N'
        row = record(Kind.PUPIL, 9, key=odd, family="Қас\\ым", given='"Ара"', sex="m", organisation=at,
                     group=Ref("source", "c1"))  # fmt: skip
        row = replace(row, raw={odd: odd})
        run_id = brought([row])
        line = Line.objects.get(run=run_id, source_key=odd)
        assert (line.raw, line.values["family"]) == ([[odd, odd]], "Қас\\ым")
        exchange.apply_run(run_id=run_id)
        assert Person.objects.get(given='"Ара"').family == "Қас\\ым"
        again = brought([row])
        assert [(line.kind, line.row) for line in exchange.run_lines(again).rows if line.verdict != "leave"] == []
