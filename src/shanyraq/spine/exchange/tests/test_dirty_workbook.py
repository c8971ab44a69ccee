"""A school's worst list: every planted fault is named at its row and field, and none that was not planted."""

import datetime as dt
import resource
from pathlib import Path

import pytest

from shanyraq.kernel import clock
from shanyraq.spine.exchange.actions.reading import open_run
from shanyraq.spine.exchange.drafts import Record
from shanyraq.spine.exchange.gateways.lists import Reading, read_lists
from shanyraq.spine.exchange.models import Line
from shanyraq.spine.exchange.tests.dirty import EACH, TODAY, Planted, dirty_workbook

CPU_SECONDS = 2.0


@pytest.fixture
def demo(settings, tmp_path: Path) -> None:
    """Invented numbers are accepted in a demonstration only."""
    settings.DATA = tmp_path
    clock.anchor(dt.datetime(2026, 11, 23, 9, tzinfo=clock.ZONE))


def told_by(records: tuple[Record, ...]) -> list[Planted]:
    found = {
        Planted(record.place.sheet, record.place.row, fault.field, fault.grave)
        for record in records
        for fault in record.faults
    }
    return sorted(found, key=lambda each: (each.sheet, each.row, each.field))


def spent() -> float:
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))  # fmt: skip


def read(data: bytes) -> Reading:
    return read_lists(data, "тізім.xlsx", today=TODAY)


def test_every_planted_fault_is_named_and_no_other(demo):
    data, planted = dirty_workbook()
    begun = spent()
    reading = read(data)
    took = spent() - begun
    assert reading.asks == ()
    assert told_by(reading.records) == planted
    assert len(reading.records) == 2 * EACH
    assert [(note.place.sheet, note.place.row) for note in reading.notes] == [
        ("Қазақ сыныптары", EACH + 5), ("Русские классы", EACH + 3),
    ]  # fmt: skip
    assert took < CPU_SECONDS, f"3,000 rows took {took:.2f} s of CPU"


def test_the_run_shows_every_planted_fault_and_refuses_its_row(demo, as_director):
    data, planted = dirty_workbook()
    organisation_id = as_director.school.organisation_id
    run_id = open_run(
        organisation_id=organisation_id, source="excel", filename="тізім.xlsx", records=read(data).records
    )
    lines = {(line.sheet, line.row): line for line in Line.objects.filter(run=run_id)}
    named = {(place, each["field"], each["grave"]) for place, line in lines.items() for each in line.reasons}
    assert {((each.sheet, each.row), each.field, each.grave) for each in planted} <= named
    graves = {(each.sheet, each.row) for each in planted if each.grave}
    assert {lines[place].verdict for place in graves} == {"refuse"}
    assert len(lines) == 2 * EACH
