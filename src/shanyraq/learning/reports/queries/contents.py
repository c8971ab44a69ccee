"""What a report card of each pupil of a class would say now."""

import datetime as dt
import secrets
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import override

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.api import Period, ResultRow
from shanyraq.learning.reports.rules.card import CARD_PERIODS, OF_TERM, Content, periods_until
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import Quarter, quarters_of

By = dict[uuid.UUID, dict[str, dict[Period, ResultRow]]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A pupil of the class with what a card would say, and how many subjects have a result of its period."""

    pupil_id: uuid.UUID
    name: str
    content: Content
    published: int
    subjects: int


def proposals(group: registry.GroupRow, *, year: int, period: Period, today: dt.date) -> list[Proposed]:
    """Everybody on the list at the end of the period, or today while it runs. A dozen queries for any class. The
    caller has shown that the class may be seen."""
    quarters = _quarters(year, period)
    last = quarters[-1].last
    seats = registry.seated([group.id], day=max(min(today, last), quarters[0].first))
    pupils = [seat.id for seat in seats]
    by_pupil: By = defaultdict(lambda: defaultdict(dict))
    for row in journal.results_among(pupils, year=year, periods=_periods(period)):
        by_pupil[row.pupil_id][row.subject_code][row.period] = row
    taught = {code for _group, code in registry.hours_of_groups([group.id], first=quarters[0].first, last=last)}
    missed = {
        each.number: journal.missed_lessons(pupils, first=each.first, last=each.last)
        for each in quarters
    }  # fmt: skip
    head = _head(group, year, period, day=min(today, last))
    found = []
    for seat in seats:
        subjects = _by_name({*taught, *by_pupil[seat.id]})
        rows = [_row(code, by_pupil[seat.id][code]) for code in subjects]
        own = {number: some.get(seat.id, journal.Missed()) for number, some in missed.items()}
        absences = {f"q{number}": [one.with_reason, one.without_reason] for number, one in own.items()}
        content = {**head, "nonce": secrets.token_hex(16), "pupil": seat.name, "rows": rows, "missed": absences}
        done = sum(any(each in row["results"] for each in OF_TERM[period]) for row in rows)  # type: ignore[operator]
        found.append(Proposed(seat.id, seat.name, content, done, len(rows)))
    return found


def _periods(period: Period) -> list[Period]:
    return [Period(each) for each in periods_until(period)]


def _quarters(year: int, period: Period) -> list[Quarter]:
    """The quarters a card of this period covers. Raises LookupError where the calendar does not know the year."""
    number = 4 if period is Period.YEAR else CARD_PERIODS.index(period) + 1
    found = [quarter for quarter in quarters_of(year) if quarter.number <= number]
    if len(found) != number:
        raise LookupError(f"no {period} in {year}")
    return found


def _head(group: registry.GroupRow, year: int, period: Period, *, day: dt.date) -> dict[str, object]:
    director = registry.heads_of([group.organisation_id], day=day).get(group.organisation_id)
    names = registry.names_of(each for each in (director, group.class_teacher_id) if each)
    return {
        "version": 1,
        "school": {language: _school(group.organisation_id, language) for language in ("kk", "ru")},
        "class": group.name,
        "year": year,
        "period": period.value,
        "class_teacher": names.get(group.class_teacher_id, "") if group.class_teacher_id else "",
        "director": names.get(director, "") if director else "",
    }


def _school(organisation_id: uuid.UUID, language: str) -> str:
    with override(language):
        row = registry.organisation(organisation_id)
    return row.name if row else ""


def _by_name(codes: Iterable[str]) -> list[str]:
    """In the Kazakh alphabet, whichever language the paper is printed in: the order is part of what it says."""
    with override("kk"):
        return sorted(codes, key=lambda code: (sort_key(registry.subject_name(code)), code))


def _row(code: str, results: dict[Period, ResultRow]) -> dict[str, object]:
    return {
        "subject": code,
        "results": {
            each.value: [results[each].verdict.value, results[each].mark] for each in Period if each in results
        },
    }
