"""A consent is withdrawn: the link to the palm or face ends at once, and the card goes on working."""

from shanyraq.campus.gates import api as gates
from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.access import api as access
from shanyraq.spine.access.events import ConsentWithdrawn


@subscribe(ConsentWithdrawn)
def consent_is_withdrawn(event: ConsentWithdrawn) -> None:
    """The biometric credential has ended and the devices are told to delete the template."""
    if event.purpose == access.Purpose.BIOMETRIC_ENTRY:
        gates.end_credentials(person_ids=[event.person_id])
