"""Classes of the school, and one class's list."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.portals.school.queries.groups import GroupLine, group_page, groups_of_school
from shanyraq.portals.school.queries.home import own_school
from shanyraq.spine.access import api as access

READERS = (*access.KEEPERS, access.Role.CLASS_TEACHER, access.Role.TEACHER)
TONES = {
    "present": "good", "inside": "good", "late": "care", "partly": "care", "absent": "care", "excused": "info",
    "unknown": "quiet",
}  # fmt: skip


@page(*access.KEEPERS)
def groups(request: HttpRequest) -> HttpResponse:
    """Which classes has the school this year?"""
    rows = groups_of_school(clock.today())
    return render(request, "school/groups.html", _told(rows))


def _told(rows: Sequence[GroupLine]) -> dict[str, object]:
    return {"rows": rows, "pupils": sum(row.pupils for row in rows), "school": own_school(current_scope())}


@page(*READERS)
def group(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """Who is in the class, and where is everybody today?"""
    try:
        day = dt.date.fromisoformat(request.GET.get("day") or clock.today().isoformat())
    except ValueError:
        raise Http404 from None
    found = group_page(group_id, day=day)
    pupils = [(one, TONES[one.state]) for one in found.pupils]
    return render(request, "school/group.html", {"page": found, "pupils": pupils, "now": clock.now()})
