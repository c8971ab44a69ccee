"""The papers somebody owes at a quarter's end: their classes, and how many cards are issued. Four queries."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.api import Period
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.policies import HEADS
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class with its papers; `cards` is None for who only teaches there and issues none."""

    group: registry.GroupRow
    pupils: int
    cards: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    year: int
    quarter: int
    rows: tuple[ClassRow, ...]
    heads: bool
    reads_lists: bool
    """Whether the summaries are for this reader: a head, or a class teacher for the own class."""

    @property
    def period(self) -> Period:
        return Period(f"q{self.quarter}")


def reporting_quarter(today: dt.date) -> tuple[int, int]:
    """(school year, number) of the quarter whose papers are due: the latest that has ended, in the first weeks of a
    school year the running one. Raises LookupError before the first that the calendar knows."""
    begun = [each for each in quarters() if each.first <= today]
    if not begun:
        raise LookupError(f"no quarter before {today}")
    running = max(begun, key=lambda each: each.first)
    ended = [each for each in begun if each.last < today and each.year == running.year]
    found = max(ended, key=lambda each: each.last, default=running)
    return found.year, found.number


def own_groups(year: int, *others: str) -> tuple[list[registry.GroupRow], bool]:
    """The classes of the schools headed, or those led and taught; and whether the reader is a head (or one of the
    other posts)."""
    scope = current_scope()
    headed = scope.at(*HEADS, *others)
    if headed:
        return [row for each in sorted(headed, key=str) for row in registry.groups_of(each, school_year=year)], True
    return registry.groups({*scope.led_groups, *scope.groups}), False


def desk(*, year: int, quarter: int, today: dt.date) -> Desk:
    scope = current_scope()
    groups, heads = own_groups(year)
    pupils: dict[uuid.UUID, int] = defaultdict(int)
    for seat in registry.seated([row.id for row in groups], day=today) if groups else ():
        pupils[seat.group_id] += 1
    cards: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = Card.objects.filter(school_year=year, period=f"q{quarter}", group_id__in=[row.id for row in groups])
    for group, pupil in rows.values_list("group_id", "pupil_id"):
        cards[group].add(pupil)
    issues = {row.id for row in groups} if heads else scope.led_groups
    return Desk(
        year=year,
        quarter=quarter,
        rows=tuple(ClassRow(row, pupils[row.id], len(cards[row.id]) if row.id in issues else None) for row in groups),
        heads=heads,
        reads_lists=heads or bool(scope.led_groups),
    )
