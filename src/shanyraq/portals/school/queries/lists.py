"""The staff, the full class list, the passport, and the rights that are lent."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.portals.school.queries.home import own_school
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class StaffPage:
    """The posts of the own organisation that fit the filters, and what can be filtered by."""

    organisation: str
    rows: tuple[registry.StaffRow, ...]
    positions: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]
    position: str
    subject: str

    @property
    def hours(self) -> Decimal:
        return sum((row.hours for row in self.rows), Decimal())

    @property
    def people(self) -> int:
        return len({row.person_id for row in self.rows})


def staff_page(*, day: dt.date, position: str = "", subject: str = "") -> StaffPage:
    """The staff list as filtered; a filter that names nothing shows everybody's absence, not everybody."""
    school = own_school(current_scope())
    rows = registry.staff_list(school, day=day)
    found = registry.organisation(school)
    return StaffPage(
        organisation=found.short if found else "",
        rows=tuple(
            row
            for row in rows
            if (not position or row.position == position)
            and (not subject or subject in {load.subject for load in row.loads})
        ),
        positions=tuple(dict.fromkeys((row.position, row.position_words) for row in rows)),
        subjects=tuple(sorted({(load.subject, load.subject_words) for row in rows for load in row.loads})),
        position=position,
        subject=subject,
    )


@dataclass(frozen=True, slots=True)
class ClassListPage:
    group: registry.GroupRow
    organisation: str
    teacher: str
    rows: tuple[registry.ClassListRow, ...]
    day: dt.date


ORDERS = {
    "name": lambda row: (row.sort_key,),
    "birth": lambda row: (row.birth_date is None, row.birth_date or dt.date.min, row.sort_key),
    "since": lambda row: (row.since, row.sort_key),
}
"""What the class list can be ordered by; the address says it, a minus before it turns it round."""


def class_list_page(group_id: uuid.UUID, *, day: dt.date, order: str = "name") -> ClassListPage:
    """Raises Hidden for a class that is neither taught, led nor kept by the reader."""
    scope = current_scope()
    found = next(iter(registry.groups([group_id])), None)
    if found is None or not (group_id in scope.groups or found.organisation_id in scope.at(*access.KEEPERS)):
        raise Hidden("no such class")
    rows = registry.class_list(group_id, day=day)
    key = ORDERS.get(order.removeprefix("-"), ORDERS["name"])
    school = registry.organisation(found.organisation_id)
    names = registry.names_of([found.class_teacher_id]) if found.class_teacher_id else {}
    return ClassListPage(
        group=found,
        organisation=school.short if school else "",
        teacher=next(iter(names.values()), ""),
        rows=tuple(sorted(rows, key=key, reverse=order.startswith("-"))),
        day=day,
    )


def passport_page(organisation_id: uuid.UUID, *, day: dt.date) -> registry.Passport:
    """The passport, for the organisation's own staff and the offices above it. Raises Hidden for others."""
    scope = current_scope()
    found = registry.organisation(organisation_id)
    above = found is not None and any(found.territory_path.startswith(path) for path in scope.territories)
    if found is None or not (above or organisation_id in scope.organisations):
        raise Hidden("no such organisation")
    shown = registry.passport(organisation_id, day=day, school_year=registry.school_year_of(day).year)
    if shown is None:
        raise Hidden("no such organisation")
    return shown


@dataclass(frozen=True, slots=True)
class LentPage:
    organisation_id: uuid.UUID
    rows: Sequence[access.DelegationRow]
    employees: Sequence[registry.EmployeeRow]


def lent_page(*, day: dt.date) -> LentPage:
    """The rights lent at the director's organisation, and to whom more can be lent."""
    scope = current_scope()
    mine = sorted(scope.at(access.Role.DIRECTOR), key=lambda one: one.hex)
    if not mine:
        raise Hidden("no organisation")
    employees = [row for row in registry.employees_of(mine[:1], day=day) if row.person_id != scope.person_id]
    return LentPage(mine[0], access.delegations_at(mine[0], day=day), employees)
