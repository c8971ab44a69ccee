"""Rights follow the register: what changed there changes what people may see here, at their next request."""

from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.access import api as access
from shanyraq.spine.registry.events import RightsChanged


@subscribe(RightsChanged)
def rights_follow_register(event: RightsChanged) -> None:
    """The scopes of these people are worked out anew."""
    access.rights_changed(person_ids=event.person_ids)
