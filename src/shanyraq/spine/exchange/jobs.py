"""What the exchange does on the clock."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.exchange.actions.exports import collect_waiting, take_back_old


@every("* * * * *", name="exchange: collect exports")
@job(queue="exchange", atomic=False)
def collect_exports() -> None:
    """What was asked for is ready to be taken."""
    collect_waiting()


@every("25 * * * *", name="exchange: take back old exports")
@job(queue="exchange")
def take_back_exports() -> None:
    take_back_old()
