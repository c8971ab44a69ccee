"""Classes of the school, and one class's list."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.kernel.ui.shown import language
from shanyraq.portals.school.queries.groups import GroupLine, GroupPage, group_page, groups_of_school
from shanyraq.portals.school.queries.home import own_school
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

READERS = (*access.KEEPERS, access.Role.CLASS_TEACHER, access.Role.TEACHER)
TONES = {
    "present": "good", "inside": "good", "late": "care", "partly": "care", "absent": "care", "excused": "info",
    "unknown": "quiet",
}  # fmt: skip


@page(*access.KEEPERS)
def groups(request: HttpRequest) -> HttpResponse:
    """Which classes has the school this year?"""
    rows = groups_of_school(clock.today())
    if asks_excel(request):
        columns = [_("Class"), _("Language of instruction"), _("Shift"), _("Pupils"), _("Class teacher")]
        words = registry.LANGUAGE_WORDS
        lines = [
            [row.group.name, str(words[row.group.language]), row.group.shift, row.pupils, row.teacher] for row in rows
        ]
        return as_excel(_("Classes"), columns, lines, whose=_own_name())
    return render(request, "school/groups.html", _told(rows))


def _own_name() -> str:
    found = registry.organisation(own_school(current_scope()))
    return found.short if found else ""


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
    if asks_excel(request):
        return _day_sheet(found)
    pupils = [(one, TONES[one.state]) for one in found.pupils]
    return render(request, "school/group.html", {"page": found, "pupils": pupils, "now": clock.now()})


def _day_sheet(found: GroupPage) -> HttpResponse:
    """Where everybody was on that day, as the page shows it."""
    columns = ["№", _("Name"), _("State"), _("Came at")]
    lines = [
        [
            number,
            one.learner.name,
            str(one.day.words) if one.day else _("no word yet"),
            dates.clock(one.day.first_in) if one.day and one.day.first_in else "",
        ]
        for number, one in enumerate(found.pupils, start=1)
    ]
    day = dates.day_without_weekday(found.day, language=language())
    return as_excel(_("Class list"), columns, lines, whose=f"{found.group.name}, {day}")
