"""Success and quality of a quarter by class, by subject and by teacher, and what a subject or a teacher is made of."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.api import Period, Rate, ResultRow
from shanyraq.learning.reports.queries.term_marks import TermMarks, term_marks
from shanyraq.spine.registry import api as registry

WAYS = ("class", "subject", "teacher")
Taught = dict[tuple[uuid.UUID, str], set[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One class, subject or teacher, or one subject of one class. `counts` are the marks from 5 down to 2."""

    key: str
    title: str
    counts: tuple[int, int, int, int]
    success: Rate
    quality: Rate
    level: Fraction | None
    group_id: uuid.UUID | None = None
    subject_code: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class RatesPage:
    marks: TermMarks
    by: str
    of: str
    of_title: str
    success: Rate
    quality: Rate
    rows: tuple[RateRow, ...]
    shared: bool
    """Whether a class has two teachers of one subject: its marks then count for either."""


def rates_page(*, year: int, quarter: int, by: str, of: str, today: dt.date) -> RatesPage:
    """`of` names the subject or the teacher that is opened. A class's and the school's rates are of pupils, those of a
    subject and a teacher are of marks. Eight or nine queries for any school. Raises LookupError."""
    found = term_marks(year=year, quarter=quarter, today=today)
    taught = _taught(found, min(today, found.quarter.last)) if by == "teacher" else {}
    names = registry.names_of({who for some in taught.values() for who in some}) if taught else {}
    pupils = _of_pupils(found.marks)
    title = registry.subject_name(of) if by == "subject" else names.get(_uuid(of), "") if by == "teacher" else ""
    return RatesPage(
        marks=found,
        by=by,
        of=of if title and of else "",
        of_title=title if of else "",
        success=journal.success(pupils),
        quality=journal.quality(pupils),
        rows=tuple(_rows(found, by, of, taught, names)),
        shared=any(len(some) > 1 for some in taught.values()),
    )


def _uuid(said: str) -> uuid.UUID:
    try:
        return uuid.UUID(said)
    except ValueError:
        return uuid.UUID(int=0)


def _taught(found: TermMarks, day: dt.date) -> Taught:
    taught: Taught = defaultdict(set)
    for organisation in sorted({row.organisation_id for row in found.groups}, key=str):
        for load in registry.loads_of_organisation(organisation, day=day):
            taught[load.group_id, load.subject].add(load.person_id)
    return taught


def _of_pupils(marks: Iterable[ResultRow]) -> list[list[int]]:
    by_pupil: dict[uuid.UUID, list[int]] = defaultdict(list)
    for row in marks:
        by_pupil[row.pupil_id].append(row.mark or 0)
    return list(by_pupil.values())


def _rows(found: TermMarks, by: str, of: str, taught: Taught, names: dict[uuid.UUID, str]) -> list[RateRow]:
    groups = found.group_names()
    if by == "class":
        rows = _gathered(
            found.marks, lambda row: [str(row.group_id)], lambda key: groups[uuid.UUID(key)], of_pupils=True
        )
        order = {str(group.id): at for at, group in enumerate(found.groups)}
        return sorted(rows, key=lambda row: order[row.key])
    if of:
        wanted = [row for row in found.marks if _belongs(row, by, of, taught)]
        return _by_class_and_subject(wanted, groups)
    if by == "subject":
        rows = _gathered(found.marks, lambda row: [row.subject_code], registry.subject_name)
    else:
        rows = _gathered(
            found.marks,
            lambda row: [str(who) for who in taught.get((row.group_id, row.subject_code), ())],
            lambda key: names.get(uuid.UUID(key), ""),
        )
    return sorted(rows, key=lambda row: sort_key(row.title))


def _belongs(row: ResultRow, by: str, of: str, taught: Taught) -> bool:
    if by == "subject":
        return row.subject_code == of
    return _uuid(of) in taught.get((row.group_id, row.subject_code), set())


def _by_class_and_subject(marks: list[ResultRow], groups: dict[uuid.UUID, str]) -> list[RateRow]:
    found: dict[tuple[uuid.UUID, str, Period], list[int]] = defaultdict(list)
    for row in marks:
        found[row.group_id, row.subject_code, row.period].append(row.mark or 0)
    order = {group: at for at, group in enumerate(groups)}
    rows = [
        _row(
            f"{group}/{code}", f"{groups[group]} · {registry.subject_name(code)}", some, [[one] for one in some],
            group_id=group, subject_code=code, period=period,
        )
        for (group, code, period), some in found.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (order.get(row.group_id or uuid.UUID(int=0), 0), row.title))


def _gathered(
    marks: list[ResultRow],
    keys: Callable[[ResultRow], list[str]],
    title: Callable[[str], str],
    *,
    of_pupils: bool = False,
) -> list[RateRow]:
    by_key: dict[str, list[ResultRow]] = defaultdict(list)
    for row in marks:
        for key in keys(row):
            by_key[key].append(row)
    return [
        _row(key, title(key), [row.mark or 0 for row in some],
             _of_pupils(some) if of_pupils else [[row.mark or 0] for row in some])
        for key, some in by_key.items()
    ]  # fmt: skip


def _row(
    key: str, title: str, marks: list[int], base: list[list[int]], *,
    group_id: uuid.UUID | None = None, subject_code: str = "", period: Period | None = None,
) -> RateRow:  # fmt: skip
    counted = Counter(marks)
    return RateRow(
        key=key,
        title=title,
        counts=(counted[5], counted[4], counted[3], counted[2]),
        success=journal.success(base),
        quality=journal.quality(base),
        level=journal.learning_level(marks),
        group_id=group_id,
        subject_code=subject_code,
        period=period,
    )
