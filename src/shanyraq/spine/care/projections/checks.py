"""Whether what teachers heed and who counts stand where the facts have led: part of `shanyraq verify`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from shanyraq.kernel.sealing.api import projection_check
from shanyraq.spine.care.models import Conclusion, HealthSheet, PhysicalGroup, SpecialNeed

CHUNK = 500
R = TypeVar("R")


def _parts(rows: Iterable[R]) -> Iterator[list[R]]:
    going = iter(rows)
    while part := list(islice(going, CHUNK)):
        yield part


@projection_check("care: physical education")
def groups_against_facts() -> Iterator[str]:
    """One line for each row that says something else than its sheet, or follows one that was superseded."""
    for rows in _parts(PhysicalGroup.objects.order_by("id").iterator(CHUNK)):
        known = {fact.id: fact for fact in HealthSheet.objects.filter(id__in=[row.fact_id for row in rows])}
        later = set(HealthSheet.objects.filter(supersedes_id__in=list(known)).values_list("supersedes_id", flat=True))
        for row in rows:
            fact = known.get(row.fact_id)
            said = fact and (fact.person_id, fact.pe_group, fact.restrictions, fact.valid_from, fact.valid_to)
            shown = (row.person_id, row.pe_group, row.restrictions, row.valid_from, row.valid_to)
            if said != shown or row.fact_id in later:
                yield f"physical education of {row.person_id} is not what the sheet says"


@projection_check("care: needs")
def needs_against_facts() -> Iterator[str]:
    """One line for each row that says something else than its conclusion, or follows one that was superseded."""
    for rows in _parts(SpecialNeed.objects.order_by("id").iterator(CHUNK)):
        known = {fact.id: fact for fact in Conclusion.objects.filter(id__in=[row.fact_id for row in rows])}
        later = set(Conclusion.objects.filter(supersedes_id__in=list(known)).values_list("supersedes_id", flat=True))
        for row in rows:
            fact = known.get(row.fact_id)
            said = fact and (fact.person_id, fact.organisation_id, fact.valid_from, fact.valid_to)
            if said != (row.person_id, row.organisation_id, row.valid_from, row.valid_to) or row.fact_id in later:
                yield f"needs of {row.person_id} are not what the conclusion says"
