"""Searches go on in the worker, a slice at a time, so that what else waits there has its turn."""

import uuid

from shanyraq.kernel.jobs.api import enqueue, every, job
from shanyraq.kernel.scope import system_scope
from shanyraq.learning.timetable.actions.searches import claim_searches
from shanyraq.learning.timetable.actions.searching import search_on


@every("* * * * *", name="timetable: searches")
@job(queue="search", atomic=False)
def search_waiting() -> None:
    """Searches that wait begin, and one whose worker was killed goes on."""
    with system_scope("searches go on"):
        owed = claim_searches()
    for search_id in owed:
        enqueue(search_slice, search_id=search_id)


@job(queue="search", atomic=False, retries=1)
def search_slice(search_id: uuid.UUID) -> None:
    """One slice; the next one waits behind what else is due. A slice too many does nothing."""
    if search_on(search_id=search_id):
        enqueue(search_slice, search_id=search_id)
