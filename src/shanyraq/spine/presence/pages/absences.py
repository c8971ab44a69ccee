"""What parents have told: for the class teacher and the heads."""

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.presence.gateways.papers import paper_at
from shanyraq.spine.presence.queries.absences import AbsenceRow, absence, absences_told
from shanyraq.spine.registry import api as registry

READERS = (access.Role.CLASS_TEACHER, *access.HEADS)


@dataclass(frozen=True, slots=True)
class Listed:
    """One word in the list."""

    row: AbsenceRow
    group: str
    today: bool


def answered_for(row: AbsenceRow) -> bool:
    """Whether the reader is the class teacher of the child's group, or a head of the organisation."""
    scope = current_scope()
    return row.group_id in scope.led_groups or row.organisation_id in scope.at(*access.HEADS)


@page(*READERS)
def absences(request: HttpRequest) -> HttpResponse:
    """Which children will not come, and why?"""
    today = clock.today()
    rows = [row for row in absences_told(since=today) if answered_for(row)]
    names = {group.id: group.name for group in registry.groups({row.group_id for row in rows if row.group_id})}
    listed = [Listed(row, names.get(row.group_id, "") if row.group_id else "", row.first <= today) for row in rows]
    told = {"words": listed, "now": sum(one.today for one in listed), "owed": sum(one.row.owes_paper for one in listed)}
    return render(request, "presence/absences.html", told)


@page(access.Role.GUARDIAN, *READERS)
def paper(request: HttpRequest, absence_id: uuid.UUID) -> HttpResponse:
    """The picture of the document. A look of the staff is written down for the family."""
    row = absence(absence_id)
    own = row is not None and row.person_id in current_scope().children
    if row is None or not (own or answered_for(row)):
        raise Http404
    found = paper_at(row.paper_path) if row.paper_path else None
    if found is None:
        raise Http404
    if not own:
        access.log_look(child_id=row.person_id, page="absence_paper", organisation_id=row.organisation_id)
    data, kind = found
    answer = HttpResponse(data, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = "attachment"
    return answer
