"""What pupils have earned in a term: five queries for any number of pupils and subjects.

Marks are read by pupil and subject, whatever the class or the school in which they were given: who moved keeps them.
The caller has shown that these pupils may be seen; their marks elsewhere are then read by the machine.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum

from shanyraq.learning.journal.models import BroughtFact, Cell, Score, Summative
from shanyraq.learning.journal.queries.term_rows import Place, ScoreRow, TestRow
from shanyraq.learning.journal.rules.locks import Term
from shanyraq.learning.journal.rules.period import Earned
from shanyraq.learning.journal.rules.scheme import QUARTERS_OF, Part
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test

AT_ONCE = 800


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil on a class list, and since when."""

    pupil_id: uuid.UUID
    group_id: uuid.UUID
    since: dt.date


@dataclass(slots=True)
class _Sum:
    """The parts of one pupil and subject while they are added up."""

    fo: list[int] = field(default_factory=lambda: [0, 0])
    sor: list[int] = field(default_factory=lambda: [0, 0])
    soch: list[int] = field(default_factory=lambda: [0, 0])
    awaited: list[str] = field(default_factory=list)
    seen: set[uuid.UUID] = field(default_factory=set)

    def add(self, part: str, got: int, most: int) -> None:
        sums = getattr(self, part)
        sums[0] += got
        sums[1] += most


@dataclass(frozen=True, slots=True)
class _Held:
    id: uuid.UUID
    test: str
    number: int
    day: dt.date


def earned_in(
    seats: Sequence[Seat],
    *,
    term: Term,
    subject: str | None = None,
    today: dt.date,
    tests: Sequence[TestRow] | None = None,
) -> dict[Place, Earned]:
    """What each of these pupils has earned in the term, by pupil and subject; only places where there is anything, or
    where a test was held in the pupil's class since they came."""
    sums: dict[Place, _Sum] = defaultdict(_Sum)
    pupils = [seat.pupil_id for seat in seats]
    only = {"subject": subject} if subject else {}
    for pupil, code, total, number in _formative(pupils, term, only):
        sums[pupil, code].add("fo", total, number)
    for row in _scores(pupils, term, only):
        _add_score(sums, row)
    for pupil, code, part, got, most in brought_points(pupils, term, only):
        # Formative marks are kept as points of ten each; here they are counted as marks.
        sums[pupil, code].add(part, got, most // 10 if part == Part.FO else most)
    groups = {seat.group_id for seat in seats}
    held = _of_rows(tests, today) if tests is not None else _held(groups, term, only, today=today)
    for seat in seats:
        for code in held.get(seat.group_id, ()):
            sums[seat.pupil_id, code]  # a place of its own, though nothing was earned
    places = {seat.pupil_id: seat for seat in seats}
    return {
        place: _earned(place[1], found, places[place[0]], held.get(places[place[0]].group_id, {}), term)
        for place, found in sums.items()
    }


def _formative(pupils: Sequence[uuid.UUID], term: Term, only: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for part in parts(pupils):
        yield from (
            Cell.objects.filter(
                pupil_id__in=part, day__gte=term.first, day__lte=term.last, mark__isnull=False, **only
            )
            .seen_by_system()
            .values_list("pupil_id", "subject")
            .annotate(total=Sum("mark"), number=Count("id"))
            .order_by()
        )  # fmt: skip


def _scores(pupils: Sequence[uuid.UUID], term: Term, only: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for part in parts(pupils):
        yield from (
            Score.objects.filter(
                pupil_id__in=part, school_year=term.year, quarter__in=QUARTERS_OF[term.period], **only
            )
            .seen_by_system()
            .values_list("pupil_id", "subject", "summative_id", "test", "state", "value", "maximum")
        )  # fmt: skip


def _add_score(sums: dict[Place, _Sum], row: tuple[Any, ...]) -> None:
    pupil, code, summative, test, state, value, maximum = row
    if state == ScoreState.WITHDRAWN:
        return
    found = sums[pupil, code]
    found.seen.add(summative)
    if state == ScoreState.EXCUSED:
        found.awaited.append(test)
    else:
        found.add(test, value, maximum)


def brought_points(
    pupils: Sequence[uuid.UUID], term: Term, only: Mapping[str, str]
) -> Iterator[tuple[uuid.UUID, str, str, int, int]]:
    """(pupil, subject, part, got, most) of what stands of another school's term. One query a thousand pupils."""
    for part in parts(pupils):
        rows = list(
            BroughtFact.objects.filter(
                pupil_id__in=part, school_year=term.year, quarter__in=QUARTERS_OF[term.period], **only
            )
            .seen_by_system()
            .values_list("id", "supersedes_id", "pupil_id", "subject", "part", "got", "most")
        )  # fmt: skip
        gone = {row[1] for row in rows}
        yield from (row[2:] for row in rows if row[0] not in gone and row[6])


def brought_standing(pupil_id: uuid.UUID, year: int) -> dict[tuple[str, int, str], tuple[dt.date, uuid.UUID]]:
    """The key of what stands of another school's points, by subject, quarter and part."""
    rows = BroughtFact.objects.filter(pupil_id=pupil_id, school_year=year).seen_by_system()
    found = list(rows.values_list("subject", "quarter", "part", "day", "id", "supersedes_id"))
    gone = {row[5] for row in found}
    return {row[:3]: (row[3], row[4]) for row in found if row[4] not in gone}


def _held(
    groups: Collection[uuid.UUID], term: Term, only: Mapping[str, str], *, today: dt.date
) -> dict[uuid.UUID, dict[str, list[_Held]]]:
    """The tests that were held in these classes, by class and subject. One query."""
    found: dict[uuid.UUID, dict[str, list[_Held]]] = defaultdict(lambda: defaultdict(list))
    rows = Summative.objects.filter(
        group_id__in=list(groups), school_year=term.year, quarter__in=QUARTERS_OF[term.period], day__lte=today, **only
    ).seen_by_system()
    for key, group, code, test, number, day in rows.values_list("id", "group_id", "subject", "test", "number", "day"):
        found[group][code].append(_Held(key, test, number, day))
    return found


def _of_rows(tests: Sequence[TestRow], today: dt.date) -> dict[uuid.UUID, dict[str, list[_Held]]]:
    """The tests that were held, of those that the caller has read already."""
    found: dict[uuid.UUID, dict[str, list[_Held]]] = defaultdict(lambda: defaultdict(list))
    for test in tests:
        if test.day <= today:
            found[test.group_id][test.subject_code].append(_Held(test.id, test.test, test.number, test.day))
    return found


def earned_of_rows(
    seat: Seat,
    subject: str,
    *,
    term: Term,
    today: dt.date,
    formative: Sequence[int],
    scores: Iterable[ScoreRow],
    brought: Iterable[tuple[str, int, int]],
) -> Earned:
    """The same for one pupil and subject whose marks and scores have been read already. One query."""
    found = _Sum(fo=[sum(formative), len(formative)])
    for row in scores:
        _add_score({(seat.pupil_id, subject): found}, (
            seat.pupil_id, subject, row.summative_id, row.test, row.state, row.value, row.maximum,
        ))  # fmt: skip
    for part, got, most in brought:
        found.add(part, got, most // 10 if part == Part.FO else most)
    held = _held({seat.group_id}, term, {"subject": subject}, today=today)
    return _earned(subject, found, seat, held.get(seat.group_id, {}), term)


def _earned(code: str, found: _Sum, seat: Seat, held: Mapping[str, Sequence[_Held]], term: Term) -> Earned:
    """A test held before the pupil came is not missing; nor are unit tests at all where none was held since."""
    tests = held.get(code, ())
    missing = [f"{one.test}:{one.number}" for one in tests if one.day >= seat.since and one.id not in found.seen]
    came_late = seat.since > term.first
    no_sor = came_late and not found.sor[1] and not any(one.startswith(Test.SOR) for one in missing)
    return Earned(
        found.fo[0], found.fo[1], found.sor[0], found.sor[1], found.soch[0], found.soch[1],
        awaited=tuple(sorted(found.awaited)),
        missing=tuple(sorted(missing)),
        not_held=frozenset({Part.SOR}) if no_sor else frozenset(),
    )  # fmt: skip


def parts(keys: Iterable[uuid.UUID], size: int = AT_ONCE) -> Iterator[list[uuid.UUID]]:
    every = list(keys)
    return (every[start : start + size] for start in range(0, len(every), size))
