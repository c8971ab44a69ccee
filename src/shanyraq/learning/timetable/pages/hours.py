"""The hours of a teacher: when somebody is not here, would rather not teach, or likes to."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.actions.hours import say_hours
from shanyraq.learning.timetable.models import TeacherHour
from shanyraq.learning.timetable.pages.words import refused, year_now
from shanyraq.learning.timetable.policies import HEADS, TEACHERS
from shanyraq.learning.timetable.queries.demands import teacher_hours
from shanyraq.learning.timetable.queries.words import weekday
from shanyraq.learning.timetable.rules.edits import HourDraft
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS
from shanyraq.spine.registry import api as registry

MOST = 8
SHIFTS = (1, 2)
KINDS = [("", pgettext_lazy("hour of a teacher", "free")), *TeacherHour.Kind.choices]


@page(*TEACHERS)
@require_http_methods(["GET", "POST"])
def teacher_hours_page(request: HttpRequest) -> HttpResponse:
    """In which hours can this teacher not be planned? The heads choose whose, a teacher says the own."""
    scope = current_scope()
    organisation_id = sorted(scope.at(*HEADS) or scope.at(*TEACHERS))[0]
    staff = registry.employees_of([organisation_id], day=clock.today()) if scope.at(*HEADS) else []
    asked = request.POST.get("teacher") or request.GET.get("teacher", "")
    teacher_id = next((one.person_id for one in staff if str(one.person_id) == asked), scope.person_id)
    shift = 2 if (request.POST.get("shift") or request.GET.get("shift")) == "2" else 1
    if request.method == "POST" and teacher_id and _said(request, organisation_id, teacher_id, shift):
        messages.success(request, _("The hours are saved."))
        return HttpResponseRedirect(f"{reverse('teacher_hours')}?teacher={teacher_id}&shift={shift}")
    stands = _standing(organisation_id, teacher_id)
    names = registry.names_of([teacher_id]) if teacher_id else {}
    context = {
        "staff": staff,
        "teacher_id": teacher_id,
        "name": names.get(teacher_id, "") if teacher_id else "",
        "shift": shift,
        "kinds": KINDS,
        "days": [weekday(place) for place in range(SCHOOL_DAYS)],
        "rows": [
            (number, [(day, stands.get((shift, day, number), ("", ""))[0]) for day in range(SCHOOL_DAYS)])
            for number in range(1, MOST + 1)
        ],
        "reason": next((reason for kind, reason in stands.values() if kind == "away" and reason), ""),
        "away": sum(kind == "away" for kind, _reason in stands.values()),
    }
    return render(request, "timetable/hours.html", context)


def _standing(organisation_id: uuid.UUID, teacher_id: uuid.UUID | None) -> dict[tuple[int, int, int], tuple[str, str]]:
    """Kind and reason of each hour by (shift, weekday, number)."""
    if teacher_id is None:
        return {}
    found = teacher_hours(organisation_id, school_year=year_now(), teacher_id=teacher_id)
    return {
        (shift, day, number): (kind, reason)
        for kind, hours in found.items()
        for (_teacher, shift, day, number), reason in hours.items()
    }


def _said(request: HttpRequest, organisation_id: uuid.UUID, teacher_id: uuid.UUID, shift: int) -> bool:
    """The hours of the other shift stay as they were said."""
    kept = [
        HourDraft(weekday=day, number=number, kind=kind, shift=other, reason=reason)
        for (other, day, number), (kind, reason) in _standing(organisation_id, teacher_id).items()
        if other != shift
    ]
    reason = str(request.POST.get("reason", "")).strip()
    new = [
        HourDraft(weekday=day, number=number, kind=kind, shift=shift, reason=reason if kind == "away" else "")
        for day in range(SCHOOL_DAYS)
        for number in range(1, MOST + 1)
        if (kind := str(request.POST.get(f"h-{day}-{number}", "")))
    ]
    try:
        say_hours(organisation_id=organisation_id, school_year=year_now(), teacher_id=teacher_id, hours=[*kept, *new])
    except Denied as refusal:
        return refused(request, refusal, None)
    return True
