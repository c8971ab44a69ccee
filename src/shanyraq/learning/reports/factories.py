"""One row of each model of the reports at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.rules.card import digest_of
from shanyraq.spine.registry.factories import School

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(Card)
def a_card(at: School) -> Card:
    """A card of the first quarter with one mark."""
    content = {
        "version": 1, "nonce": "00", "school": {"kk": "№28 мектеп", "ru": "Школа №28"}, "class": "7 «Ә»",
        "pupil": "Сейтқали Ержан", "year": 2026, "period": "q1", "class_teacher": "", "director": "",
        "rows": [{"subject": "algebra", "results": {"q1": ["mark", 4]}}], "missed": {"q1": [2, 1]},
    }  # fmt: skip
    card = Card(
        organisation_id=at.organisation_id, pupil_id=at.pupil_id, group_id=at.group_id, school_year=2026, period="q1",
        said=digest_of(content), happened_at=NOON,
    )  # fmt: skip
    return facts.record([card], payloads=[content])[0]
