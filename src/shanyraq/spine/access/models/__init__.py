"""Sign-in, appointments, invitations, consents, and who looked."""

from shanyraq.spine.access.models.appointment import Appointment
from shanyraq.spine.access.models.consent import Consent
from shanyraq.spine.access.models.delegation import Delegation
from shanyraq.spine.access.models.invitation import Invitation
from shanyraq.spine.access.models.look import Look
from shanyraq.spine.access.models.user import User, UserSession

__all__ = ["Appointment", "Consent", "Delegation", "Invitation", "Look", "User", "UserSession"]
