"""What a family reads first is decided by a rule that never guesses and never blames."""

import datetime as dt

import pytest

from shanyraq.portals.family.rules import Kind, LessonFact, answer, week_of

DAY = dt.date(2026, 11, 23)
ZONE = dt.timezone(dt.timedelta(hours=5))


def at(hour: int, minute: int = 0, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def kind(state: str = "unknown", *, now: dt.datetime, came: bool = False, left: bool = False, asked: bool = False,
         lessons: int = 2, day: dt.date = DAY) -> Kind:  # fmt: skip
    return answer(
        day=day,
        now=now,
        state=state,
        first_in=at(7, 52) if came else None,
        last_out=at(13) if left else None,
        asked=asked,
        lessons=[LessonFact(at(8 + number), None) for number in range(lessons)],
    ).kind


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"now": at(7)}, Kind.AWAITED),
        ({"now": at(8, 30)}, Kind.NOT_KNOWN),
        ({"now": at(8, 30), "lessons": 0}, Kind.FREE),
        ({"state": "inside", "came": True, "now": at(7, 53)}, Kind.AT_SCHOOL),
        ({"state": "present", "came": True, "now": at(9)}, Kind.AT_SCHOOL),
        ({"state": "present", "now": at(9)}, Kind.AT_LESSONS),
        ({"state": "present", "came": True, "left": True, "now": at(14)}, Kind.LEFT),
        ({"state": "absent", "came": True, "asked": True, "now": at(9)}, Kind.BEING_ASKED),
        ({"state": "absent", "now": at(9)}, Kind.ABSENT),
        ({"state": "excused", "now": at(9)}, Kind.EXCUSED),
        ({"state": "present", "came": True, "now": at(9, day=DAY + dt.timedelta(days=1))}, Kind.WAS_THERE),
        ({"state": "partly", "now": at(9, day=DAY + dt.timedelta(days=1))}, Kind.WAS_PARTLY),
        ({"now": at(9, day=DAY + dt.timedelta(days=1))}, Kind.NO_WORD),
        ({"now": at(9, day=DAY - dt.timedelta(days=1))}, Kind.PLANNED),
        ({"now": at(9, day=DAY - dt.timedelta(days=1)), "lessons": 0}, Kind.FREE),
    ],
)
def test_one_answer_is_true_of_a_day(said: dict, expected: Kind) -> None:
    assert kind(**said) is expected


def test_a_child_whom_the_gate_saw_is_never_told_absent() -> None:
    assert kind("absent", came=True, now=at(9)) is Kind.AT_SCHOOL


def test_a_weekend_looks_forward_to_the_coming_week() -> None:
    assert week_of(dt.date(2026, 11, 22))[0] == DAY
    assert week_of(DAY)[-1] == dt.date(2026, 11, 27)
