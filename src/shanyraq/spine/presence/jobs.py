"""What presence does on the clock."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.presence.actions.absences import forget_old_papers


@every("40 3 * * *", name="presence: forget old papers")
@job(queue="default")
def forget_papers() -> None:
    """Pictures of documents go when the setting says so."""
    forget_old_papers()
