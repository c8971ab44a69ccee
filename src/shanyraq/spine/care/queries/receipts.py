"""What a receipt of a sheet or a conclusion says to a person, in the three languages."""

import datetime as dt
import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.text import dates
from shanyraq.spine.care.models import Conclusion, HealthSheet
from shanyraq.spine.registry import api as registry

LANGUAGES = ("kk", "ru", "en")


def receipt_for(day: dt.date, fact_id: uuid.UUID) -> str:
    """The receipt as JSON text. Raises Hidden where the scope does not see the fact, NotPublished until the day's root
    is out."""
    fact: HealthSheet | Conclusion | None = HealthSheet.objects.filter(day=day, id=fact_id).first()
    fact = fact or Conclusion.objects.filter(day=day, id=fact_id).first()
    if fact is None:
        raise Hidden(_("There is no such record."))
    child = registry.names_of([fact.person_id]).get(fact.person_id, "")
    words = {}
    for language in LANGUAGES:
        with override(language):
            school = registry.organisation(fact.organisation_id)
            words[language] = sealing.Words(
                what=_("health sheet") if isinstance(fact, HealthSheet) else _("conclusion of the commission"),
                who=f"{child}; {school.short if school else ''}",
                when=dates.moment(fact.recorded_at.astimezone(clock.ZONE), language=language),
            )
    return sealing.receipt_of(fact, words=words)


def receipts_about(person_id: uuid.UUID) -> Iterator[tuple[str, str]]:
    """The receipts of every paper about a child whose day is published, as (name, JSON text)."""
    for model in (HealthSheet, Conclusion):
        for day, key in list(model.objects.filter(person_id=person_id).order_by("day", "id").values_list("day", "id")):
            try:
                text = receipt_for(day, key)
            except sealing.NotPublished:
                continue
            yield f"{day.isoformat()}-{model.stream}-{key}", text
