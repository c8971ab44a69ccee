"""What notices do on the clock."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.notices.actions.digests import make_digests
from shanyraq.spine.notices.actions.dispatching import dispatch_due
from shanyraq.spine.notices.actions.live import forget_old_changes


@every("* * * * *", name="notices: dispatch")
@job(queue="notices", atomic=False)
def dispatch() -> None:
    """What is due leaves by its channel."""
    dispatch_due()


@every("*/10 * * * *", name="notices: digests")
@job(queue="notices")
def digests() -> None:
    """Who wants the day in one notice has it at the chosen hour."""
    make_digests()


@every("17 * * * *", name="notices: forget live changes")
@job(queue="default")
def forget_live_changes() -> None:
    forget_old_changes()
