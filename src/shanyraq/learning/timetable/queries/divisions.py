"""Classes in parts, with their pupils."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from shanyraq.learning.timetable.models import Division, PlanLine, Subgroup, SubgroupMember
from shanyraq.learning.timetable.queries.demands import on
from shanyraq.learning.timetable.queries.words import part_words
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A class that learns some subjects in parts."""

    id: uuid.UUID
    group_id: uuid.UUID
    group: str
    subjects: tuple[str, ...]
    basis: str
    sizes: tuple[int, ...]

    @property
    def subject_words(self) -> str:
        return ", ".join(map(registry.subject_name, self.subjects))

    @property
    def title(self) -> str:
        return f"{self.group}: {self.subject_words}"


@dataclass(frozen=True, slots=True)
class PupilRow:
    id: uuid.UUID
    name: str
    part: int | None


@dataclass(frozen=True, slots=True)
class DivisionPage:
    row: DivisionRow
    parts: tuple[tuple[int, str], ...]
    pupils: tuple[PupilRow, ...]

    @property
    def without(self) -> int:
        """Pupils of the class who are in no part: they came after it was divided."""
        return sum(pupil.part is None for pupil in self.pupils)


def divisions_of(organisation_id: uuid.UUID, *, day: dt.date) -> list[DivisionRow]:
    """The divisions in force on this day, class by class. Two queries."""
    return _rows(Division.objects.filter(on(day), organisation=organisation_id), day)


def division(division_id: uuid.UUID, *, day: dt.date) -> DivisionPage | None:
    """One division with every pupil of the class. Five queries."""
    row = next(iter(_rows(Division.objects.filter(id=division_id), day)), None)
    if row is None:
        return None
    parts = Subgroup.objects.filter(division=division_id).order_by("number").values_list("number", "name")
    members = SubgroupMember.objects.filter(on(day), division=division_id)
    of = dict(members.values_list("person_id", "subgroup__number"))
    pupils = [PupilRow(one.id, one.name, of.get(one.id)) for one in registry.roster(row.group_id, day=day)]
    return DivisionPage(row, tuple((number, part_words(number, name)) for number, name in parts), tuple(pupils))


def _rows(found: QuerySet[Division], day: dt.date) -> list[DivisionRow]:
    rows = list(found.select_related("group").order_by("group__sort_key", "id"))
    sizes: dict[uuid.UUID, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    members = SubgroupMember.objects.filter(on(day), division__in=[row.id for row in rows])
    for owner, number in members.values_list("division_id", "subgroup__number"):
        sizes[owner][number] += 1
    return [
        DivisionRow(
            row.id, row.group_id, row.group.name, tuple(row.subjects), row.basis,
            tuple(count for _number, count in sorted(sizes[row.id].items())),
        )
        for row in rows
    ]  # fmt: skip


def taught_subjects(organisation_id: uuid.UUID, *, school_year: int) -> dict[uuid.UUID, frozenset[str]]:
    """The subjects of each class by the working plan."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = PlanLine.objects.filter(organisation=organisation_id, plan__school_year=school_year)
    for group, subject in rows.values_list("group_id", "subject"):
        found[group].add(subject)
    return {group: frozenset(subjects) for group, subjects in found.items()}
