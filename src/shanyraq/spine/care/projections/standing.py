"""What stands now, made from the latest fact."""

from shanyraq.spine.care.models import Conclusion, HealthSheet, PhysicalGroup, SpecialNeed


def show_group(fact: HealthSheet) -> None:
    """What teachers heed follows the sheet."""
    PhysicalGroup.objects.seen_by_system().update_or_create(
        person_id=fact.person_id,
        defaults={
            "organisation_id": fact.organisation_id,
            "pe_group": fact.pe_group,
            "restrictions": fact.restrictions,
            "valid_from": fact.valid_from,
            "valid_to": fact.valid_to,
            "fact_day": fact.day,
            "fact_id": fact.id,
        },
    )


def show_need(fact: Conclusion, *, of: SpecialNeed | None = None) -> None:
    """The days on which the child counts follow the conclusion; `of` is the row that it continues."""
    row = of or SpecialNeed(person_id=fact.person_id)
    row.organisation_id = fact.organisation_id
    row.concluded_on, row.valid_from, row.valid_to = fact.concluded_on, fact.valid_from, fact.valid_to
    row.fact_day, row.fact_id = fact.day, fact.id
    row.save()
