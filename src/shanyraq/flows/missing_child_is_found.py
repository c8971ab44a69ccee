"""A missing child is looked for: the owner of the search learns of it; enrolled anywhere, the search ends by itself."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.events import PupilEnrolled, PupilTransferred, SearchOpened
from shanyraq.spine.notices import api as notices


@notices.message
class ChildToLookFor(notices.Message):
    code = "search_opened"
    category = notices.Category.CASES
    icon = "search"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(
            _("%(child)s was expected this school year and is enrolled nowhere.") % {"child": child},
            _("Find out where the child learns and close the search."),
        )

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("search", args=[params["search"]])


@subscribe(SearchOpened)
def owner_learns_of_search(event: SearchOpened) -> None:
    """The owner has a notice that cannot be muted."""
    if event.owner_id:
        notices.send(
            letters=[
                notices.Letter(
                    code=ChildToLookFor.code,
                    person_id=event.owner_id,
                    child_id=event.person_id,
                    organisation_id=event.organisation_id,
                    source=f"search:{event.search_id}",
                    params={"search": str(event.search_id)},
                )
            ]
        )


@subscribe(PupilEnrolled)
def enrolled_child_is_found(event: PupilEnrolled) -> None:
    movement.close_found(person_ids=[event.person_id])


@subscribe(PupilTransferred)
def transferred_child_is_found(event: PupilTransferred) -> None:
    movement.close_found(person_ids=[event.person_id])
