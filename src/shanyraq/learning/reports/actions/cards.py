"""A class's report cards are issued."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.facts import api as facts
from shanyraq.learning.journal.api import Period
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.policies import may_issue
from shanyraq.learning.reports.queries.cards import CardRow, class_cards_page
from shanyraq.learning.reports.rules.card import digest_of


@action(may=may_issue, facts_are_history=True)
def issue_cards(*, group_id: uuid.UUID, year: int, period: Period) -> int:
    """Every pupil with a published result of the period has a card that says what stands now; one whose card says so
    already keeps it. Returns how many were issued. Raises Denied where nothing of the period is published."""
    now = clock.now()
    found = class_cards_page(group_id, year=year, period=period, today=clock.local_day(now))
    if not any(row.proposed.published for row in found.rows):
        raise Denied(
            _("No result of this period is published in this class yet."),
            way=_("The teachers confirm their results on the page of marks; then the cards can be issued."),
        )
    wanted = [row for row in found.rows if row.may_be_issued]
    facts.record(
        [
            Card(
                organisation_id=found.group.organisation_id,
                happened_at=now,
                pupil_id=row.proposed.pupil_id,
                group_id=group_id,
                school_year=year,
                period=period.value,
                said=digest_of(row.proposed.content),
                **_successor(row),
            )
            for row in wanted
        ],
        payloads=[dict(row.proposed.content) for row in wanted],
    )
    return len(wanted)


def _successor(row: CardRow) -> dict[str, object]:
    return {"supersedes_day": row.card.day, "supersedes_id": row.card.id} if row.card else {}
