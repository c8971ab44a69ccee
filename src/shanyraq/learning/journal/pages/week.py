"""A teacher's week: lessons by day, what is not filled, the next lesson, and the registers."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.pages.kept import kept_for_reader
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.registers import registers_of_teacher
from shanyraq.learning.journal.queries.weeks import teacher_week

WEEK = dt.timedelta(weeks=1)


@page(*WRITERS)
@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The week of `?day=2026-11-23`, this week where none is named."""
    now = clock.now()
    today = clock.local_day(now)
    day, person = _day(request, today), current_scope().person_id
    if person is None:
        raise Http404
    shown = teacher_week(person, day, now=now, today=today)
    registers = registers_of_teacher(person, around=day)
    context = {
        "week": shown,
        "earlier": (shown.first - WEEK).isoformat(),
        "later": (shown.first + WEEK).isoformat(),
        "registers": [
            (f"{row.group} · {row.subject}", reverse("register_month", args=[row.group_id, row.subject_code]))
            for row in registers
        ],
    }
    return kept_for_reader(render(request, "journal/week.html", context))


def _day(request: HttpRequest, today: dt.date) -> dt.date:
    asked = request.GET.get("day", "")
    if not asked:
        return today
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError as error:
        raise Http404 from error
    if not 2000 <= day.year <= 2100:
        raise Http404
    return day
