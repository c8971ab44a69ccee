"""People of the school: found by name in any spelling, and one person's card."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.portals.school.queries.people import people_found, person_page
from shanyraq.spine.access import api as access

READERS = (*access.KEEPERS, access.Role.CLASS_TEACHER, access.Role.TEACHER)


@page(*READERS)
def people(request: HttpRequest) -> HttpResponse:
    """Find somebody by a few letters of the name."""
    typed = request.GET.get("q", "")[:80]
    scope = current_scope()
    found = people_found(typed)
    if asks_excel(request):
        lines = [[one.name, one.where] for one in found.people]
        lines += [[one.name, one.short] for one in found.organisations]
        return as_excel(_("People found"), [_("Name"), _("Where")], lines, filters=typed)
    told = {
        "typed": typed,
        "found": found,
        "own": scope.organisations,
        "keeps": scope.has(*access.KEEPERS),
    }
    part = request.headers.get("HX-Request") and request.headers.get("HX-Target") == "found"
    return render(request, "school/_people.html" if part else "school/people.html", told)


@page(*READERS)
def person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Who is this, and who answers for them?"""
    today = clock.today()
    return render(request, "school/person.html", {"page": person_page(person_id, day=today), "today": today})
