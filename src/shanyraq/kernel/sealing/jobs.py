"""Sealing on the clock: every minute what waits, every night the published root."""

from shanyraq.kernel import clock
from shanyraq.kernel.facts.partitions import make_months_ahead
from shanyraq.kernel.facts.triggers import install
from shanyraq.kernel.jobs.api import every, job
from shanyraq.kernel.sealing.making import publish, seal_everything


@every("* * * * *", name="sealing: seal")
@job(queue="sealing", atomic=False)
def seal() -> None:
    """What waits is sealed, each chain in a transaction of its own."""
    seal_everything()


@every("30 23 * * *", name="sealing: publish")
@job(queue="sealing", atomic=False)
def publish_root() -> None:
    """The day's facts are sealed and their root is published."""
    seal_everything()
    publish()


@every("5 3 1 * *", name="facts: months ahead")
@job(queue="sealing", atomic=False)
def months_ahead() -> None:
    """The big tables have partitions for the months to come, each with its triggers."""
    make_months_ahead(clock.today())
    install()
