"""Movement on the clock: slips expire, searches open and close by themselves."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.movement.actions.searches import close_found, open_searches
from shanyraq.spine.movement.actions.transfers import expire_slips


@every("5 0 * * *", name="movement: slips expire")
@job()
def slips_expire() -> None:
    """Slips whose last day is over are good no more."""
    expire_slips()


@every("30 6 * * *", name="movement: searches")
@job()
def look_for_children() -> None:
    """Searches of children who were enrolled meanwhile close; new ones open from the dated first day on."""
    close_found()
    open_searches()
