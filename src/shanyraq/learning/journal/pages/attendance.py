"""Attendance as a plain list with boxes: the register for a device without JavaScript."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.learning.journal.actions.attendance import take_attendance
from shanyraq.learning.journal.models.words import CODE_WORDS
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.register import lesson_register


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """GET: the list. POST: `code-<pupil>` for each pupil, everybody else present."""
    refusal: Denied | None = None
    if request.method == "POST":
        try:
            _take(request, lesson_id)
            return HttpResponseRedirect(reverse("lesson_attendance", args=[lesson_id]))
        except Hidden:
            raise
        except Denied as denied:
            refusal = denied
    context = {
        "page": lesson_register(lesson_id),
        "codes": list(CODE_WORDS.items()),
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "journal/attendance.html", context, status=422 if refusal else 200)


def _take(request: HttpRequest, lesson_id: uuid.UUID) -> None:
    given: dict[uuid.UUID, str] = {}
    for name, code in request.POST.items():
        if name.startswith("code-"):
            try:
                given[uuid.UUID(name.removeprefix("code-"))] = str(code)
            except ValueError:
                continue
    seen = str(request.POST.get("based_on", ""))
    take_attendance(
        lesson_id=lesson_id,
        exceptions=given,
        based_on=_id(seen),
        reason=str(request.POST.get("reason", "")),
    )


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
