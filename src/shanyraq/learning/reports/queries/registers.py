"""The register of a class for paper: which subjects and months there are, and one month of a subject."""

import datetime as dt
import uuid
from calendar import monthrange
from dataclasses import dataclass

from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.learning.journal import api as journal
from shanyraq.learning.reports.policies import class_or_hidden
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A class with the subjects taught in it and the months of a quarter."""

    group: registry.GroupRow
    subjects: tuple[tuple[str, str], ...]
    months: tuple[dt.date, ...]
    """The first day of each."""


def register_choice(group_id: uuid.UUID, *, year: int, quarter: int) -> Choice:
    """What can be printed of this class. Raises Hidden, LookupError."""
    group = class_or_hidden(current_scope(), group_id, teaching=True)
    own = next((each for each in quarters_of(year) if each.number == quarter), None)
    if own is None:
        raise LookupError(f"no quarter {quarter} in {year}")
    codes = {code for _group, code in registry.hours_of_groups([group_id], first=own.first, last=own.last)}
    months, day = [], own.first.replace(day=1)
    while day <= own.last:
        months.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    subjects = sorted(((code, registry.subject_name(code)) for code in codes), key=lambda pair: pair[1])
    return Choice(group, tuple(subjects), tuple(months))


@dataclass(frozen=True, slots=True)
class RegisterMonth:
    """A subject's month in a class: everybody who was on the list in it, and what was written."""

    group: registry.GroupRow
    school: str
    subject_code: str
    subject: str
    month: dt.date
    pupils: tuple[tuple[uuid.UUID, str], ...]
    sheet: journal.Sheet

    @property
    def teachers(self) -> list[str]:
        return sorted({lesson.teacher for lesson in self.sheet.lessons})


def register_month(group_id: uuid.UUID, subject: str, *, year: int, month: int) -> RegisterMonth:
    """Raises Hidden where the asker neither teaches, leads nor heads the class. A dozen queries."""
    group = class_or_hidden(current_scope(), group_id, teaching=True)
    first = dt.date(year, month, 1)
    last = first.replace(day=monthrange(year, month)[1])
    sheet = journal.sheet(group_id, subject, first=first, last=last)
    # Who joined or left within the month stands on the paper too.
    seats = {seat.id: seat.name for day in (first, last) for seat in registry.seated([group_id], day=day)}
    others = {pupil for _lesson, pupil in sheet.cells} - seats.keys()
    seats |= registry.names_of(others) if others else {}
    school = registry.organisation(group.organisation_id)
    return RegisterMonth(
        group=group,
        school=school.name if school else "",
        subject_code=subject,
        subject=registry.subject_name(subject),
        month=first,
        pupils=tuple(sorted(seats.items(), key=lambda pair: sort_key(pair[1]))),
        sheet=sheet,
    )
