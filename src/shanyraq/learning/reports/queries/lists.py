"""The exceptional lists of a quarter: all "5", one "4", one "3", one "2", not assessed."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from shanyraq.learning.journal.api import ResultRow
from shanyraq.learning.reports.queries.term_marks import OPEN, TermMarks, term_marks
from shanyraq.learning.reports.rules.lists import Kind, kind_of
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class ListRow:
    """A pupil on a list, with the subjects that put them there."""

    pupil_id: uuid.UUID
    name: str
    group_id: uuid.UUID
    group: str
    subjects: tuple[str, ...]
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    marks: TermMarks
    rows: dict[Kind, tuple[ListRow, ...]]
    assessed: int
    total: int


def lists_page(*, year: int, quarter: int, today: dt.date, group: str = "") -> Lists:
    """Every list of the school, or of one class (its id). Eight queries for any school. Raises LookupError."""
    found = term_marks(year=year, quarter=quarter, today=today)
    names = found.group_names()
    by_pupil: dict[uuid.UUID, list[ResultRow]] = defaultdict(list)
    for row in found.results:
        by_pupil[row.pupil_id].append(row)
    running = {row.group_id for row in found.results}
    seats = [seat for seat in found.seats if seat.group_id in running and group in {"", str(seat.group_id)}]
    teachers = _teachers(found, min(today, found.quarter.last))
    rows: dict[Kind, list[ListRow]] = {kind: [] for kind in Kind}
    for seat in seats:
        for kind, codes in _kinds(by_pupil[seat.id]):
            whom = {name for code in codes for name in teachers.get((seat.group_id, code), ())}
            words = tuple(registry.subject_name(code) for code in codes)
            rows[kind].append(
                ListRow(seat.id, seat.name, seat.group_id, names[seat.group_id], words, tuple(sorted(whom)))
            )
    assessed = sum(any(row.mark is not None for row in by_pupil[seat.id]) for seat in seats)
    return Lists(found, {kind: tuple(some) for kind, some in rows.items()}, assessed, len(seats))


def _kinds(results: list[ResultRow]) -> list[tuple[Kind, list[str]]]:
    """The list that the marks give, and that of the not assessed where a subject is open or nothing is there."""
    open_still = [row.subject_code for row in results if row.verdict in OPEN]
    found: list[tuple[Kind, list[str]]] = [(Kind.OPEN, open_still)] if open_still or not results else []
    own = kind_of({row.subject_code: row.mark for row in results if row.mark is not None})
    if own and not open_still:
        found.append((own[0], [own[1]] if own[1] else []))
    return found


def _teachers(found: TermMarks, day: dt.date) -> dict[tuple[uuid.UUID, str], list[str]]:
    loads = [
        load
        for organisation in sorted({row.organisation_id for row in found.groups}, key=str)
        for load in registry.loads_of_organisation(organisation, day=day)
    ]
    names = registry.names_of({load.person_id for load in loads}) if loads else {}
    by_place: dict[tuple[uuid.UUID, str], list[str]] = defaultdict(list)
    for load in loads:
        by_place[load.group_id, load.subject].append(names.get(load.person_id, ""))
    return by_place
