"""A case is looked into: its owner learns of it, the family learns how it ended."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.notices import api as notices
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.events import CaseClosed, CaseOpened
from shanyraq.spine.registry import api as registry


@notices.message
class CaseToLookInto(notices.Message):
    code = "case_opened"
    category = notices.Category.CASES
    icon = "alert-circle"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(
            _("%(child)s: the gate and the register disagree.") % {"child": child},
            _("Find out where the child is and close the case today."),
        )

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("case", args=[params["case"]])


@notices.message
class CaseEnded(notices.Message):
    code = "case_closed"
    category = notices.Category.CASES
    icon = "circle-check"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        outcome = str(presence.OUTCOME_WORDS.get(params["outcome"], ""))
        said = {"child": child, "outcome": outcome}
        return notices.Words(_("%(child)s: the question of the day is settled.") % said, outcome)

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("child_day", args=[params["child"], params["day"]])


@subscribe(CaseOpened)
def owner_learns_of_case(event: CaseOpened) -> None:
    """The owner has a notice that cannot be muted; the family's and the heads' pages refresh."""
    if event.owner_id:
        notices.send(
            letters=[
                notices.Letter(
                    code=CaseToLookInto.code,
                    person_id=event.owner_id,
                    child_id=event.person_id,
                    organisation_id=event.organisation_id,
                    source=f"case:{event.case_id.hex}:{event.opened_at:%H%M%S%f}",
                    params={"case": str(event.case_id)},
                )
            ]
        )
    _refresh(event)


@subscribe(CaseClosed)
def family_learns_outcome(event: CaseClosed) -> None:
    """Guardians learn how a case ended; one that the witnesses settled among themselves is not told."""
    guardians = registry.guardians_of([event.person_id], day=clock.today()).get(event.person_id, ())
    if event.outcome != presence.Outcome.AGREED:
        notices.send(
            letters=[
                notices.Letter(
                    code=CaseEnded.code,
                    person_id=guardian,
                    child_id=event.person_id,
                    organisation_id=event.organisation_id,
                    source=f"case:{event.case_id}",
                    params={"outcome": event.outcome, "child": str(event.person_id), "day": event.day.isoformat()},
                )
                for guardian in guardians
            ]
        )
    _refresh(event)


def _refresh(event: CaseOpened | CaseClosed) -> None:
    notices.changed(topics=[f"person:{event.person_id}", f"organisation:{event.organisation_id}"])
