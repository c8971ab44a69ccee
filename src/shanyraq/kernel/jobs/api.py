"""The door: `from shanyraq.kernel.jobs.api import enqueue, every, job`."""

from shanyraq.kernel.jobs.declaring import Job, every, job, job_named
from shanyraq.kernel.jobs.queue import enqueue, enqueue_many
from shanyraq.kernel.jobs.running import drain
from shanyraq.kernel.jobs.standing import Standing, standing

__all__ = ["Job", "Standing", "drain", "enqueue", "enqueue_many", "every", "job", "job_named", "standing"]
