"""Children whom nobody has seen: the search opens, its steps stand, it ends with an outcome."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.movement.events import SearchClosed, SearchOpened
from shanyraq.spine.movement.models import Move, Search, SearchStep
from shanyraq.spine.movement.policies import may_search, only_the_machine
from shanyraq.spine.movement.rules.searches import NEEDS_DOCUMENT, TAKEN, Outcome, Step, deadline, opens_on
from shanyraq.spine.movement.rules.years import year_of
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import leaving_reasons


@action(may=only_the_machine)
def open_searches() -> int:
    """Each child expected this school year and seen nowhere has a search, once a year. Announces SearchOpened.

    A school that has not rolled its year over is not asked about its children one by one: its desk says so instead.
    """
    today = clock.today()
    year = year_of(today)
    if today < opens_on(year):
        return 0
    wanted = {**_never_arrived(year), **_left_behind(year)}
    known = set(Search.objects.filter(school_year=year, person__in=wanted).values_list("person_id", flat=True))
    fresh = [(person, *wanted[person]) for person in wanted if person not in known]
    owners = registry.heads_of({place for _person, place, _why in fresh}, day=today)
    rows = [
        Search(
            person_id=person,
            organisation_id=place,
            school_year=year,
            why=why,
            owner_id=owners.get(place),
            opened_on=today,
            deadline=deadline(today),
        )
        for person, place, why in fresh
    ]
    Search.objects.bulk_create(rows, batch_size=400)
    _record(rows, Step.OPENED)
    announce(
        *(
            SearchOpened(
                search_id=row.id, person_id=row.person_id, organisation_id=row.organisation_id, owner_id=row.owner_id
            )
            for row in rows
        )
    )
    return len(rows)


def _left_behind(year: int) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    rows = registry.left_behind(before_year=year)
    return {person: (place, Search.Why.LEFT_BEHIND) for person, place in rows}


def _never_arrived(year: int) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """Children who left in the past year on a reason that expects another school, and hold no stay."""
    expecting = [code for code, reason in leaving_reasons(clock.today()).items() if reason.expects_school]
    since, until = dt.date(year - 1, 9, 1), opens_on(year)
    left = Move.objects.filter(
        kind=Move.Kind.LEFT, reason__in=expecting, effective_on__gte=since, effective_on__lt=until
    ).values_list("person_id", "organisation_id")
    found = dict(left.order_by("effective_on", "id"))
    seen = registry.stays_now(found)
    return {person: (place, Search.Why.NEVER_ARRIVED) for person, place in found.items() if person not in seen}


@action(may=may_search, facts_are_history=True)
def take_step(*, search_id: uuid.UUID, step: str, words: str) -> None:
    """What was done to find the child stands as a fact. Raises Denied without words or where the search is closed."""
    row = _open_search(search_id)
    if step not in TAKEN:
        raise Denied(_("Choose what was done."), field="step")
    if not words.strip():
        raise Denied(_("Say in a few words what came of it."), field="words")
    _record([row], step, words=words)


@action(may=may_search, facts_are_history=True)
def close_search(*, search_id: uuid.UUID, outcome: str, words: str, document: str = "") -> None:
    """The search ends with its outcome. Announces SearchClosed. Some outcomes need a document."""
    row = _open_search(search_id)
    if outcome not in set(Outcome) - {Outcome.ENROLLED}:
        raise Denied(_("Choose how the search ended."), field="outcome")
    if not words.strip():
        raise Denied(_("Say in a few words where the child is and who told you."), field="words")
    if outcome in NEEDS_DOCUMENT and not document.strip():
        raise Denied(_("This outcome needs a document: write its kind, number and day."), field="document")
    _close([row], outcome, words=words, document=document)


@action(may=only_the_machine)
def close_found(*, person_ids: Collection[uuid.UUID] | None = None) -> int:
    """Every search whose child holds a stay of this school year is closed by itself. Announces SearchClosed."""
    rows = Search.objects.select_for_update().filter(closed_on=None)
    rows = rows if person_ids is None else rows.filter(person__in=list(person_ids))
    found = list(rows)
    stays = registry.stays_now(row.person_id for row in found)
    seen = [row for row in found if row.person_id in stays and stays[row.person_id].school_year >= row.school_year]
    _close(seen, Outcome.ENROLLED)
    return len(seen)


def _open_search(search_id: uuid.UUID) -> Search:
    row = Search.objects.select_for_update().get(id=search_id)
    if row.closed_on is not None:
        raise Denied(_("This search is closed already."))
    return row


def _close(rows: Collection[Search], outcome: str, *, words: str = "", document: str = "") -> None:
    for row in rows:
        row.outcome, row.closed_on = outcome, clock.today()
        row.save(update_fields=["outcome", "closed_on"])
    _record(rows, Step.CLOSED, words=words, document=document)
    announce(
        *(
            SearchClosed(
                search_id=row.id, person_id=row.person_id, organisation_id=row.organisation_id, outcome=outcome
            )
            for row in rows
        )
    )


def _record(rows: Iterable[Search], step: str, *, words: str = "", document: str = "") -> None:
    said = {key: text.strip() for key, text in (("words", words), ("document", document)) if text.strip()}
    steps = [
        SearchStep(
            organisation_id=row.organisation_id,
            search_id=row.id,
            person_id=row.person_id,
            step=step,
            outcome=row.outcome,
        )
        for row in rows
    ]
    facts.record(steps, payloads=[said] * len(steps))
