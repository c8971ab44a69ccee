"""The register of a class in a subject, a month at a time: the spreadsheet that a teacher lives in."""

import datetime as dt
import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.pages.kept import kept_for_reader
from shanyraq.learning.journal.pages.month_grid import columns_of, month_grid, sentence
from shanyraq.learning.journal.pages.words import register_words
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.month_rows import MonthPage
from shanyraq.learning.journal.queries.months import month_register
from shanyraq.learning.journal.queries.registers import registers_of_teacher
from shanyraq.learning.journal.rules.months import month_of
from shanyraq.spine.registry import api as registry


@page(*WRITERS)
@require_GET
def register_month(request: HttpRequest, group_id: uuid.UUID, subject: str) -> HttpResponse:
    """The month of `?month=2026-11`, this month where none is named."""
    now = clock.now()
    today = clock.local_day(now)
    month = month_of(request.GET.get("month", ""), today=today)
    if month is None:
        raise Http404
    shown = month_register(group_id, subject, month, now=now)
    person = current_scope().person_id
    context = {
        "page": shown,
        "sentence": sentence(shown),
        "grid": month_grid(shown),
        "columns": columns_of(shown),
        "cells_url": f"{reverse('month_cells', args=[group_id, subject])}?month={shown.first:%Y-%m}",
        "month": dates.month(shown.first, language=language()),
        "earlier": _month(shown.first - dt.timedelta(days=1)),
        "later": _month(shown.last + dt.timedelta(days=1)),
        "registers": _own(shown, person, today) if person else [],
        "words": register_words(language()),
        "live_url": settings.LIVE_URL,
    }
    return kept_for_reader(render(request, "journal/month.html", context))


def _month(day: dt.date) -> str:
    """The month of this day as in an address; nothing outside the school years that we know."""
    try:
        registry.school_year_of(day)
    except registry.CalendarUnknown:
        return ""
    return f"{day:%Y-%m}"


def _own(shown: MonthPage, person_id: uuid.UUID, today: dt.date) -> list[tuple[str, str]]:
    """The reader's registers, this one among them, as tabs."""
    rows = registers_of_teacher(person_id, around=today)
    here = (shown.group_id, shown.subject_code)
    found = [
        (f"{row.group} · {row.subject}", reverse("register_month", args=[row.group_id, row.subject_code]))
        for row in rows
    ]
    return found if here in {(row.group_id, row.subject_code) for row in rows} else []
