"""The demonstration's clock goes back to its Monday morning, while nothing has been recorded after it."""

from django.conf import settings

from shanyraq.flows.demonstration.loading import MORNING, Refused
from shanyraq.kernel import clock
from shanyraq.kernel.facts.models import fact_models
from shanyraq.kernel.scope import system_scope


def rewind() -> None:
    """The clock shows the Monday morning again. Raises Refused outside a demonstration, and where facts were recorded
    later: they are sealed, and time cannot run backwards for them."""
    if not clock.is_demo():
        raise Refused("This is no demonstration: its clock is the true one and is never turned.")
    later = facts_after_morning()
    if later:
        raise Refused(
            f"{later:,} facts were recorded after {MORNING:%A %H:%M}; they are sealed, so the clock stays."
            f" For a fresh Monday load another demonstration: ./shanyraq up --data {settings.DATA}-again"
        )
    clock.anchor(MORNING)


def facts_after_morning() -> int:
    """How many facts of any kind were recorded since the story began."""
    with system_scope("turning back the clock of the demonstration"):
        return sum(model.objects.filter(recorded_at__gt=MORNING).count() for model in fact_models())
