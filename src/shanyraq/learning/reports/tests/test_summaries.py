"""The register on paper, rates, lists and movement: computed from facts, and only for who may see them."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanyraq.kernel.figures.api import Level, Place, figure_of
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Cell
from shanyraq.learning.reports.queries.lists import lists_page
from shanyraq.learning.reports.queries.moves import moves_page
from shanyraq.learning.reports.queries.rates import rates_page
from shanyraq.learning.reports.queries.registers import register_month
from shanyraq.learning.reports.rules.lists import Kind, kind_of
from shanyraq.learning.reports.rules.moves import Stay, Way, balance, steps
from shanyraq.learning.reports.tests.test_cards import NOON, result, signed_in
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import School, add_pupil

TODAY = NOON.date()
A, B, CHILD = (uuid.UUID(int=number) for number in (1, 2, 3))
FIRST, LAST = dt.date(2026, 9, 1), dt.date(2026, 10, 25)


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with override("en"), time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def of_quarter(at: School) -> dict[str, uuid.UUID]:
    """Five pupils of one class: excellent, one 3, one 2, two 4, and one who was not assessed."""
    names = {"Айдана": (5, 5), "Бекзат": (5, 3), "Гүлнар": (2, 4), "Дәурен": (4, 4), "Жанар": (None, 4)}
    found = {}
    for name, marks in names.items():
        found[name] = add_pupil(at, "Әлімбек", name)
        for subject, mark in zip(("algebra", "physics"), marks, strict=True):
            result(at, mark, pupil=found[name], subject=subject)
    return found


# --- rates and lists --------------------------------------------------------------------------------------------------


def test_rates_are_those_of_the_journals_figures_and_open_down(cast: Any) -> None:
    at = cast.school
    of_quarter(at)
    with use_scope(at.scope("director")):
        by = {
            way: rates_page(year=2026, quarter=1, by=way, of="", today=TODAY) for way in ("class", "subject", "teacher")
        }
        place = Place(Level.ORGANISATION, str(at.organisation_id))
        figures = {code: figure_of(code).value(place, TODAY) for code in ("success", "quality")}
        opened = rates_page(year=2026, quarter=1, by="subject", of="algebra", today=TODAY)
    page = by["class"]
    assert (page.success.counted, page.success.base) == (4, 5)
    assert (page.quality.counted, page.quality.base) == (3, 5)
    for code, rate in (("success", page.success), ("quality", page.quality)):
        assert (figures[code].numerator, figures[code].denominator) == (rate.counted, rate.base)
    [row] = page.rows
    assert row.counts == (3, 4, 1, 1)
    algebra, physics = by["subject"].rows
    assert (algebra.title, algebra.success.counted, algebra.success.base) == ("Algebra", 3, 4)
    assert (physics.quality.counted, physics.quality.base) == (4, 5)
    [bolat] = by["teacher"].rows
    assert (bolat.title, bolat.counts) == ("Тілеуов Болат", (2, 1, 0, 1))
    [down] = opened.rows
    assert (down.group_id, down.subject_code, down.period) == (at.group_id, "algebra", journal.Period.Q1)


def test_nobody_sees_the_rates_of_the_school_next_door(cast: Any) -> None:
    of_quarter(cast.neighbour)
    for role in ("director", "teacher"):
        with use_scope(cast.school.scope(role)):
            page = rates_page(year=2026, quarter=1, by="class", of="", today=TODAY)
            assert (page.rows, page.success.base) == ((), 0)
            assert lists_page(year=2026, quarter=1, today=TODAY).total == 0


def test_each_list_names_its_pupils_and_the_subject(cast: Any) -> None:
    at = cast.school
    of_quarter(at)
    with use_scope(at.scope("teacher")):
        found = lists_page(year=2026, quarter=1, today=TODAY)
    said = {kind: [(row.name, row.subjects) for row in rows] for kind, rows in found.rows.items()}
    assert said == {
        Kind.ALL_5: [("Әлімбек Айдана", ())],
        Kind.ONE_4: [],
        Kind.ONE_3: [("Әлімбек Бекзат", ("Physics",))],
        Kind.ONE_2: [("Әлімбек Гүлнар", ("Algebra",))],
        Kind.OPEN: [("Әлімбек Жанар", ("Algebra",)), ("Сейтқали Ержан", ())],
    }
    assert found.rows[Kind.ONE_2][0].teachers == ("Тілеуов Болат",)


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ((), None), ((5, 5), Kind.ALL_5), ((5, 4), Kind.ONE_4), ((4, 4), None), ((5, 4, 3), Kind.ONE_3),
        ((3, 3, 5), None), ((3, 3, 2), Kind.ONE_2), ((2, 2, 5), None),
    ],
)  # fmt: skip
def test_a_lone_mark_decides(marks: tuple[int, ...], wanted: Kind | None) -> None:
    found = kind_of({str(at): mark for at, mark in enumerate(marks)})
    assert (found[0] if found else None) == wanted


# --- movement ---------------------------------------------------------------------------------------------------------


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def test_a_change_of_class_is_no_leaving() -> None:
    stays = [
        Stay(CHILD, A, day(9, 1), day(9, 20), because=""),
        Stay(CHILD, B, day(9, 21), day(10, 2), order="12-қ", because="көшті"),
    ]
    found = steps(stays, first=FIRST, last=LAST)
    assert [(step.way, step.group_id, step.other_id, step.day) for step in found] == [
        (Way.OUT, A, B, day(9, 20)), (Way.IN, B, A, day(9, 21)), (Way.LEFT, B, None, day(10, 2)),
    ]  # fmt: skip
    assert found[0].order == found[1].order == "12-қ"


spans = st.tuples(st.integers(0, 5), st.sampled_from([A, B]), st.integers(-20, 70), st.integers(0, 60) | st.none())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spans, max_size=12))
def test_the_numbers_of_a_class_always_add_up(rows: list[tuple[int, uuid.UUID, int, int | None]]) -> None:
    stays = []
    free: dict[int, dt.date] = {}
    for who, group, start, length in sorted(rows, key=lambda row: row[2]):
        first = max(FIRST + dt.timedelta(days=start), free.get(who, dt.date.min))
        if free.get(who) == dt.date.max:
            continue
        last = None if length is None else first + dt.timedelta(days=length)
        free[who] = dt.date.max if last is None else last + dt.timedelta(days=1)
        stays.append(Stay(uuid.UUID(int=100 + who), group, first, last))
    found = steps(stays, first=FIRST, last=LAST)
    for group in (A, B):
        one = balance(group, stays, found, first=FIRST, last=LAST)
        assert one.began + one.joined - one.left + one.came - one.went == one.ended


def test_who_left_stands_in_the_movement_with_the_reason(cast: Any) -> None:
    at = cast.school
    aidana = add_pupil(at, "Әлімбек", "Айдана")
    with system_scope("she moves away"):
        registry.leave(person_id=aidana, last_day=day(10, 2), reason="басқа қалаға көшті")
    with use_scope(at.scope("director")):
        found = moves_page(year=2026, quarter=1, today=TODAY)
    [step] = found.steps
    assert (found.names[step.person_id], step.way, step.because) == ("Әлімбек Айдана", Way.LEFT, "басқа қалаға көшті")
    assert (found.whole.began, found.whole.left, found.whole.ended) == (2, 1, 1)
    with use_scope(cast.neighbour.scope("director")):
        assert moves_page(year=2026, quarter=1, today=TODAY).steps == ()


# --- the register on paper --------------------------------------------------------------------------------------------


def test_the_register_of_a_month_is_what_was_written(cast: Any) -> None:
    at = cast.school
    with system_scope("two lessons"):
        one, other = (lesson_on(at, day(9, number)) for number in (7, 9))
        Cell.objects.create(
            lesson=one, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
            subject="algebra", day=one.day, mark=9, code="late", mark_day=one.day, mark_id=uuid.uuid4(),
            changed_at=NOON,
        )  # fmt: skip
    with use_scope(at.scope("teacher")):
        found = register_month(at.group_id, "algebra", year=2026, month=9)
    assert [lesson.id for lesson in found.sheet.lessons] == [one.id, other.id]
    assert found.sheet.cells == {(one.id, at.pupil_id): journal.SheetCell("late", 9)}
    assert (found.pupils, found.teachers) == (((at.pupil_id, "Сейтқали Ержан"),), ["Тілеуов Болат"])
    assert (found.sheet.facts, found.sheet.waiting) == (1, 0)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_each_paper_is_a_tagged_pdf_and_each_list_an_excel(cast: Any, language: str) -> None:
    at = cast.school
    of_quarter(at)
    with system_scope("a month of lessons"):
        for number in range(1, 31):
            lesson_on(at, day(9, number))
    director = signed_in(at.director_id)
    asked = reverse("register_paper", args=[at.group_id, "algebra", 2026, 9]) + f"?language={language}"
    papers = [asked, reverse("register_paper", args=[at.group_id, "algebra", 2026, 12])]
    papers += [f"{reverse(name)}?quarter=1&format=pdf" for name in ("report_rates", "report_lists", "report_moves")]
    for where in papers:
        answer = director.get(where)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf"), where
        assert b"pdfuaid:part" in answer.content
    for name in ("report_rates", "report_lists", "report_moves"):
        answer = director.get(f"{reverse(name)}?quarter=1&format=xlsx")
        assert io.BytesIO(answer.content).read(2) == b"PK"
    neighbour = signed_in(cast.neighbour.teacher_id)
    assert neighbour.get(asked).status_code == 404
    assert neighbour.get(reverse("class_register", args=[at.group_id])).status_code == 404
    assert director.get(reverse("register_paper", args=[at.group_id, "algebra", 2026, 13])).status_code == 404
