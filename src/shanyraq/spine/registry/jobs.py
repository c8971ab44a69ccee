"""What the register does on the clock."""

from shanyraq.kernel.jobs.api import every, job
from shanyraq.spine.registry.projections.names import learn_all_names


@every("20 3 * * *", name="register: learn names")
@job()
def learn_names() -> None:
    """Names that came in by a bulk way are forgiven a slip, too."""
    learn_all_names()
