"""Bells and plans: what a timetable is made of."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from shanyraq.spine.registry.reference.bells import Bell, BellsUnknown, bells
from shanyraq.spine.registry.reference.curriculum import (
    PlanUnknown,
    plan,
    subjects,
    weekly_hours,
    weekly_lessons,
)

OCTOBER = date(2025, 10, 6)


def minutes(bell: Bell) -> tuple[int, int]:
    return bell.starts.hour * 60 + bell.starts.minute, bell.ends.hour * 60 + bell.ends.minute


def test_first_shift_rings_as_the_sample_of_the_rules() -> None:
    rings = [f"{bell.starts:%H:%M}-{bell.ends:%H:%M}" for bell in bells(1, 7, OCTOBER)]
    assert rings == (
        [
            "08:00-08:40",
            "08:45-09:25",
            "09:40-10:20",
            "10:35-11:15",
            "11:20-12:00",
            "12:05-12:45",
            "12:50-13:30",
        ]
    )


@pytest.mark.parametrize(("shift", "grade"), [(1, 1), (1, 2), (1, 11), (2, 2), (2, 8)])
def test_bells_keep_the_sanitary_limits(shift: int, grade: int) -> None:
    rung = bells(shift, grade, OCTOBER)
    spans = [minutes(bell) for bell in rung]
    assert [bell.number for bell in rung] == list(range(1, len(rung) + 1))
    assert spans[0][0] >= 8 * 60
    assert {end - start for start, end in spans} == {35 if grade == 1 else 40}
    pauses = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    assert min(pauses) >= 5
    assert sum(pause >= 15 for pause in pauses) >= 2


def test_forty_minutes_lie_between_the_shifts() -> None:
    assert minutes(bells(2, 5, OCTOBER)[0])[0] - minutes(bells(1, 5, OCTOBER)[-1])[1] >= 40


def test_grade_1_steps_up_and_never_learns_in_the_second_shift() -> None:
    assert [len(bells(1, 1, day)) for day in (date(2025, 9, 15), OCTOBER, date(2026, 4, 6))] == [3, 5, 5]
    with pytest.raises(BellsUnknown):
        bells(2, 1, OCTOBER)


@pytest.mark.parametrize(
    ("language", "hours"),
    [
        ("kk", ["19.5", "24", "26", "26", "28.5", "28.5"]),
        ("ru", ["20.5", "24", "26", "27", "29.5", "29.5"]),
    ],
)
def test_load_of_the_settled_grades(language: str, hours: list[str]) -> None:
    assert [weekly_hours(grade, language) for grade in range(1, 7)] == [Decimal(each) for each in hours]
    assert all(line.confirmed for grade in range(1, 7) for line in plan(grade, language))


@pytest.mark.parametrize(
    ("language", "invariant"),
    [("kk", ["18.5", "22", "25", "25", "28", "28"]), ("ru", ["20.5", "23", "26", "27", "29", "29"])],
)
def test_invariant_part_of_the_settled_grades(language: str, invariant: list[str]) -> None:
    parts = [sum(each.hours for each in plan(g, language) if each.component == "invariant") for g in range(1, 7)]
    assert parts == [Decimal(each) for each in invariant]


def test_grades_7_to_9_say_which_hours_are_settled() -> None:
    settled = {line.subject.code: line.hours for line in plan(8, "kk") if line.confirmed}
    threes, twos = ("algebra", "pe"), ("geometry", "chemistry", "geography", "history_kz")
    assert settled == {"informatics": 1, **dict.fromkeys(threes, 3), **dict.fromkeys(twos, 2)}
    assert not any(line.confirmed for line in plan(10, "kk"))


def test_half_an_hour_is_a_lesson_every_second_week() -> None:
    halves = [(each.subject.code, each.every_week, each.every_second_week) for each in weekly_lessons(1, "kk")]
    assert ("digital_literacy", 0, 1) in halves
    assert sum(every + Decimal(second) / 2 for _, every, second in halves) == Decimal("19.5")


@pytest.mark.parametrize("language", ["kk", "ru", "uz"])
def test_every_plan_fits_the_first_shift(language: str) -> None:
    for grade in range(1, 12):
        for profile in ("natural_math", "social_humanities"):
            week = weekly_lessons(grade, language, profile=profile)
            fullest = sum(each.every_week + each.every_second_week for each in week)
            assert fullest <= 5 * len(bells(1, grade, OCTOBER))


def test_unknown_plans_are_refused_not_guessed() -> None:
    for ask in (lambda: plan(12, "kk"), lambda: plan(5, "en"), lambda: plan(5, "kk", day=date(2020, 9, 1))):
        with pytest.raises(PlanUnknown):
            ask()


def test_profile_counts_only_in_the_upper_grades() -> None:
    assert plan(5, "kk", profile="social_humanities") == plan(5, "kk")
    assert plan(10, "kk", profile="social_humanities") != plan(10, "kk")


def test_subjects_are_named_in_three_languages() -> None:
    assert all(each.name_kk and each.name_ru and each.name_en for each in subjects().values())
    assert {line.subject.code for g in range(1, 12) for lang in ("kk", "ru", "uz") for line in plan(g, lang)} <= set(
        subjects()
    )
