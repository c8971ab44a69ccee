"""One row of each model of care at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.care.models import Conclusion, HealthSheet, PhysicalGroup, SpecialNeed
from shanyraq.spine.registry.factories import School

FIRST = dt.date(2026, 9, 1)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(HealthSheet)
def a_sheet(at: School) -> HealthSheet:
    fact = HealthSheet(
        organisation_id=at.organisation_id, person_id=at.pupil_id, passport_on=FIRST, immunisation_on=FIRST,
        health_group="2", pe_group="preparatory", restrictions="swim", valid_from=FIRST, happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact], payloads=[{"notes": "Бронх демікпесі"}])[0]


@factory(PhysicalGroup)
def a_group(at: School) -> PhysicalGroup:
    fact = a_sheet(at)
    return PhysicalGroup.objects.create(
        person_id=at.pupil_id, organisation_id=at.organisation_id, pe_group=fact.pe_group,
        restrictions=fact.restrictions, valid_from=FIRST, fact_day=fact.day, fact_id=fact.id,
    )  # fmt: skip


@factory(Conclusion)
def a_conclusion(at: School) -> Conclusion:
    fact = Conclusion(
        organisation_id=at.organisation_id, person_id=at.pupil_id, concluded_on=FIRST, valid_from=FIRST,
        valid_to=dt.date(2027, 8, 31), happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact], payloads=[{"number": "ПМПК-17"}])[0]


@factory(SpecialNeed)
def a_need(at: School) -> SpecialNeed:
    fact = a_conclusion(at)
    return SpecialNeed.objects.create(
        person_id=at.pupil_id, organisation_id=at.organisation_id, concluded_on=FIRST, valid_from=FIRST,
        valid_to=fact.valid_to, fact_day=fact.day, fact_id=fact.id,
    )  # fmt: skip
