"""What a run would do with its records: batch by batch of one kind, a constant number of queries a batch."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.drafts import Deed, Kind
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.guardians import plan_guardians
from shanyraq.spine.exchange.queries.planning.index import PEOPLE, Index
from shanyraq.spine.exchange.queries.planning.pupils import plan_pupils
from shanyraq.spine.exchange.queries.planning.references import Found, resolve
from shanyraq.spine.exchange.queries.planning.staff import plan_loads, plan_staff
from shanyraq.spine.exchange.queries.planning.structure import (
    plan_buildings,
    plan_groups,
    plan_organisations,
    plan_rooms,
)
from shanyraq.spine.exchange.queries.planning.surroundings import Surroundings
from shanyraq.spine.registry import api as registry

__all__ = ["Planner"]

Plan = Callable[[Sequence[Draft], Index, Found, Surroundings], None]
PLANS: Mapping[Kind, Plan] = {
    Kind.ORGANISATION: plan_organisations,
    Kind.BUILDING: plan_buildings,
    Kind.ROOM: plan_rooms,
    Kind.STAFF: plan_staff,
    Kind.GROUP: plan_groups,
    Kind.LOAD: plan_loads,
    Kind.PUPIL: plan_pupils,
    Kind.GUARDIAN: plan_guardians,
}


@dataclass(slots=True)
class Planner:
    """Plans the records of one run, remembering what it has planned. Nothing is written."""

    source: str
    own: uuid.UUID | None
    day: dt.date
    index: Index = field(default_factory=Index)

    def plan(self, drafts: Sequence[Draft]) -> None:
        """Each of these drafts, all of one kind, has its verdict, its changes and what to ask of the register."""
        if not drafts:
            return
        around = Surroundings(day=self.day, own=self.own, school_year=_school_year(self.day), source=self.source)
        self.index.look_ahead(drafts)
        self._first_time(drafts)
        found = resolve(drafts, source=self.source, index=self.index, school_year=around.school_year, own=self.own)
        PLANS[drafts[0].kind]([draft for draft in drafts if draft.is_open], self.index, found, around)
        for draft in drafts:
            draft.settle()

    def remember(self, draft: Draft) -> None:
        """This draft was planned before; others may point at it."""
        if draft.organisation_id is None:
            draft.organisation_id = self.own
        self.index.take(draft)

    def close(self) -> None:
        """Nothing more is planned."""
        self.index.shelves.close()

    def _first_time(self, drafts: Sequence[Draft]) -> None:
        """A row that says the same as an earlier one of this file is refused, naming that one."""
        for draft in drafts:
            if not draft.is_open or draft.deed is Deed.REMOVED or draft.kind is Kind.GUARDIAN:
                continue
            for where, key in _marks(draft):
                if first := self.index.twice(draft, (where, key)):
                    draft.refuse(
                        where, _("The same stands in row %(row)s of “%(sheet)s” already."), sheet=first[0], row=first[1]
                    )
                    break


def _marks(draft: Draft) -> Iterator[tuple[str, object]]:
    """By what a record is known to be the same as an earlier one; a teacher may hold two posts."""
    post = draft.values.get("position") if draft.kind is Kind.STAFF else None
    iin = draft.values.get("iin") if draft.kind in PEOPLE else None
    if iin:
        yield "iin", (iin, post)
    if draft.source_key:
        yield "source_key", (draft.source_key, post)
    if draft.kind is Kind.PUPIL and not iin and (born := draft.values.get("birth_date")):
        yield "given", (sort_key(draft.full_name), born)


def _school_year(day: dt.date) -> int:
    try:
        return registry.school_year_of(day).year
    except registry.CalendarUnknown:
        return day.year if day.month >= 8 else day.year - 1
