"""A search for a week is begun, stopped, and what it found is taken over; the machine notes how far it is."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.actions.versions import lock_draft, put_slots
from shanyraq.learning.timetable.models import Demand, Search
from shanyraq.learning.timetable.policies import may_edit, may_steer, only_the_machine
from shanyraq.learning.timetable.queries.goals import CHOSEN, STRENGTHS
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.posing import pose
from shanyraq.learning.timetable.queries.searches import BUSY, plan_of, searches_owed
from shanyraq.learning.timetable.rules.search import Progress

SILENCE = dt.timedelta(minutes=5)
SECONDS = (60, 300, 900)
"""How long a search may be asked to go on."""


@action(may=may_edit)
def begin_search(
    *, timetable_id: uuid.UUID, seconds: int = 300, strengths: Mapping[str, int] | None = None, seed: int = 1
) -> uuid.UUID:
    """A search for the week of this draft waits for the machine; its locked lessons will stay. Returns its id.

    Raises Denied where the version is published, nothing is asked of the week, or another search of the school goes on.
    """
    row = lock_draft(timetable_id)
    if not Demand.objects.filter(organisation=row.organisation_id, school_year=row.school_year).exists():
        raise Denied(_("Nothing is asked of the week yet."), way=_("Write down the demands first."))
    if Search.objects.select_for_update().filter(organisation=row.organisation_id, state__in=BUSY).exists():
        raise Denied(_("Another search of the school goes on."), way=_("Wait until it has ended, or stop it."))
    chosen = {name: value for name, value in (strengths or {}).items() if name in CHOSEN and value in STRENGTHS}
    search = Search(
        organisation_id=row.organisation_id, timetable=row, begun_at=clock.now(),
        begun_by=current_scope().actor_id, seconds=seconds, seed=seed, strengths=chosen,
    )  # fmt: skip
    insert_rows([search])
    return search.id


@action(may=may_steer)
def stop_search(*, search_id: uuid.UUID) -> None:
    """The search ends within seconds and keeps the best it found. Nothing happens where it has ended already."""
    Search.objects.filter(id=search_id, state__in=BUSY).update(stop_asked=True)


@action(may=may_steer)
def take_over(*, search_id: uuid.UUID) -> int:
    """The draft holds the lessons the search found, beside its locked ones. Returns how many were put.

    Raises Denied where nothing was found, or the version was published meanwhile.
    """
    search = Search.objects.select_for_update().get(id=search_id)
    shown = week(search.timetable_id)
    if not search.best or shown is None:
        raise Denied(_("The search has found nothing yet."), way=_("Give it more time, or read why it cannot be."))
    posed = pose(shown, search.strengths)
    put = put_slots(timetable_id=search.timetable_id, drafts=posed.drafts(plan_of(search.best, posed)))
    search.taken_at = clock.now()
    search.save(update_fields=["taken_at"])
    return put


@action(may=only_the_machine)
def note_progress(*, search_id: uuid.UUID, progress: Progress) -> None:
    """The search is so far; whoever looks at it sees so."""
    fields: dict[str, Any] = asdict(progress)
    Search.objects.filter(id=search_id).update(noted_at=clock.now(), **fields)


@action(may=only_the_machine)
def claim_searches() -> list[uuid.UUID]:
    """Searches that wait, or of which nothing was heard for some minutes, go on: whoever asked takes them on."""
    owed = searches_owed(silent_since=clock.now() - SILENCE)
    Search.objects.filter(id__in=owed).update(state=Search.State.RUNNING, noted_at=clock.now())
    return owed


@action(may=only_the_machine)
def note_why(*, search_id: uuid.UUID, why: list[dict[str, Any]]) -> None:
    """What cannot stand together is written down."""
    Search.objects.filter(id=search_id).update(why=why)
