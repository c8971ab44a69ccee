"""What several pages of the timetable need: the school asked for, and the school year of today."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.spine.registry.reference.calendar import CalendarUnknown, school_year_of, school_years


def school_of(request: HttpRequest) -> uuid.UUID:
    """The school asked for with `?at=`, else the person's first. Whoever heads none finds nothing."""
    mine = sorted(current_scope().at(*HEADS))
    asked = request.GET.get("at") or request.POST.get("at")
    if not asked and mine:
        return mine[0]
    found = next((one for one in mine if str(one) == asked), None)
    if found is None:
        raise Http404
    return found


def year_now() -> int:
    """The school year that is planned: this one, in August the one that begins."""
    today = clock.today()
    try:
        current = school_year_of(today)
    except CalendarUnknown:
        return today.year
    coming = [year.year for year in school_years() if year.year == current.year + 1]
    return coming[0] if today > current.lessons_to and coming else current.year


def refused(request: HttpRequest, refusal: Denied, form: forms.Form | None) -> bool:
    """The refusal stands at its field, or above the page where there is none. Always False: nothing was done."""
    words = f"{refusal.words} {refusal.way}".strip()
    if form is None:
        messages.error(request, words)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, words)
    return False
