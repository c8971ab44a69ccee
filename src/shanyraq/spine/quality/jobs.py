"""What quality does on the clock."""

from shanyraq.kernel import clock
from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.quality.actions.looking import look_everywhere
from shanyraq.spine.quality.actions.reminding import remind


@every("20 1 * * *", name="quality: look everywhere")
@job(queue="default", atomic=False)
def look() -> None:
    """The rules look at every school; a run that was stopped is made again from the start and changes nothing twice."""
    look_everywhere(day=clock.today())


@every("10 8 * * 1-5", name="quality: deadlines")
@job(queue="default")
def deadlines() -> None:
    """Schools that have not submitted are reminded a week before, the day before and on the last day."""
    remind(day=clock.today())
