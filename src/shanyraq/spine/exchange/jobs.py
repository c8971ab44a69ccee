"""Long runs are applied by the worker, and what was read is forgotten in time."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.actions.applying import apply_part
from shanyraq.spine.exchange.actions.exports import collect_waiting, take_back_old
from shanyraq.spine.exchange.actions.forgetting import forget_runs
from shanyraq.spine.exchange.queries.runs import runs_being_applied


@every("* * * * *", name="exchange: apply")
@job(queue="exchange", atomic=False)
def apply_waiting() -> None:
    """Every run that is being applied goes on where it stood, each part in a transaction of its own."""
    with system_scope("imports are applied"):
        for run_id in runs_being_applied():
            while apply_part(run_id=run_id):
                pass


@every("40 3 * * *", name="exchange: forget")
@job(queue="exchange")
def forget() -> None:
    """The rows of old files are gone; what the register took from them stays."""
    with system_scope("old imports are forgotten"):
        forget_runs()


@every("* * * * *", name="exchange: collect exports")
@job(queue="exchange", atomic=False)
def collect_exports() -> None:
    """What was asked for is ready to be taken."""
    collect_waiting()


@every("25 * * * *", name="exchange: take back old exports")
@job(queue="exchange")
def take_back_exports() -> None:
    take_back_old()
