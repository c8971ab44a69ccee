"""What talks do on the clock."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.talks.actions.bulletins import deliver_bulletins
from shanyraq.spine.talks.actions.talking import deliver_due


@every("*/5 * * * *", name="talks: deliver what waited")
@job(queue="notices")
def deliver() -> None:
    """What was said outside school hours is delivered when they begin."""
    deliver_due()
    deliver_bulletins()
