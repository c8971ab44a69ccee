"""The subjects somebody sees to, and how far the results of a quarter have come. Six queries."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models import LateEdit, PeriodMark, Summative, Unlock
from shanyraq.learning.journal.policies import HEADS
from shanyraq.learning.journal.queries.terms import schemes_of_groups
from shanyraq.learning.journal.rules.scheme import QUARTERS_OF, Part, Period, Result, Scheme
from shanyraq.spine.registry import api as registry

Subject = tuple[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One subject of a class in the term in which the quarter lies."""

    group_id: uuid.UUID
    group: str
    subject_code: str
    subject: str
    year: int
    period: Period
    has_tests: bool
    tests: int
    published: int
    pupils: int


@dataclass(frozen=True, slots=True)
class Desk:
    rows: tuple[DeskRow, ...]
    heads: bool
    waiting: int
    """Requests and late entries that wait for this head."""

    @property
    def open(self) -> int:
        """The subjects that have not published everybody."""
        return sum(row.published < row.pupils for row in self.rows)


def desk(*, year: int, quarter: int, today: dt.date) -> Desk:
    """A teacher's own subjects; for heads every subject of their schools. Grade 1 has no results and is left out."""
    scope = current_scope()
    headed = scope.at(*HEADS)
    mine = set(registry.subjects_taught(scope.person_id, day=today)) if scope.person_id and not headed else None
    groups = [group for each in headed for group in registry.groups_of(each, school_year=year)]
    if mine is not None:
        groups = registry.groups({group for group, _subject in mine})
    schemes = {
        place: scheme
        for place, scheme in schemes_of_groups(groups, year=year).items()
        if scheme.result is not Result.FEEDBACK and (mine is None or place in mine)
    }
    names = {group.id: group for group in groups}
    pupils = Counter(seat.group_id for seat in registry.seated(list(names), day=today)) if names else Counter()
    tests, done = _tests(names, year), _published(names, year)
    order = {group.id: at for at, group in enumerate(groups)}
    rows = [
        _row(place, scheme, names[place[0]].name, pupils[place[0]], tests, done, year, quarter)
        for place, scheme in schemes.items()
    ]
    rows.sort(key=lambda row: (order[row.group_id], row.subject))
    return Desk(tuple(rows), bool(headed), _waiting() if headed else 0)


def _row(
    place: Subject, scheme: Scheme, group: str, pupils: int, tests: Counter[tuple[uuid.UUID, str, int]],
    done: Counter[tuple[uuid.UUID, str, str]], year: int, quarter: int,
) -> DeskRow:  # fmt: skip
    period = scheme.term_of(quarter)
    return DeskRow(
        group_id=place[0],
        group=group,
        subject_code=place[1],
        subject=registry.subject_name(place[1]),
        year=year,
        period=period,
        has_tests=Part.SOR in scheme.parts,
        tests=sum(tests[*place, each] for each in QUARTERS_OF[period]),
        published=done[*place, period.value],
        pupils=pupils,
    )


def _tests(groups: Collection[uuid.UUID], year: int) -> Counter[tuple[uuid.UUID, str, int]]:
    rows = Summative.objects.filter(group_id__in=list(groups), school_year=year)
    counted = rows.values_list("group_id", "subject", "quarter").annotate(number=Count("id")).order_by()
    return Counter({(group, subject, quarter): number for group, subject, quarter, number in counted})


def _published(groups: Collection[uuid.UUID], year: int) -> Counter[tuple[uuid.UUID, str, str]]:
    rows = PeriodMark.objects.filter(group_id__in=list(groups), school_year=year)
    counted = rows.values_list("group_id", "subject", "period").annotate(number=Count("id")).order_by()
    return Counter({(group, subject, period): number for group, subject, period, number in counted})


def _waiting() -> int:
    asked = Unlock.objects.filter(state=Unlock.State.ASKED).count()
    return asked + LateEdit.objects.filter(state=LateEdit.State.WAITING).count()
