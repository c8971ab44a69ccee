"""The diary: what was taught, what is to be done, which marks the week brought."""

import datetime as dt
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.portals.family.pages.day import READERS, keep, open_child
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.diary import diary_of
from shanyraq.spine.access import api as access


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def own_diary(request: HttpRequest) -> HttpResponse:
    """The diary of the reader's first child, or of the pupil themself."""
    return _diary(request, open_child(None))


@page(*READERS)
def diary(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The week of one child; `?day=` chooses the day."""
    return _diary(request, open_child(person_id))


def _diary(request: HttpRequest, child: Chosen) -> HttpResponse:
    asked = request.GET.get("day", "")
    try:
        day = dt.date.fromisoformat(asked) if asked else clock.today()
    except ValueError:
        raise Http404 from None
    found = diary_of(child, day)
    return keep(render(request, "family/diary.html", {"page": found, "child": child}), child)
