"""A region's file: done as it was shown, planned again where the register has changed, killed, undone."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.actions import applying
from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.jobs import apply_waiting
from shanyraq.spine.exchange.models import Line, SourceKey, Trace
from shanyraq.spine.exchange.tests.conftest import IIN, record
from shanyraq.spine.exchange.tests.test_applying import register, totals
from shanyraq.spine.registry.models import Enrolment, Guardianship, Organisation, Person

MOTHER = "850501400019"


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
