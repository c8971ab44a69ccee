"""The diary: what was taught, what is to be done, which marks the week brought."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.learning.diary import api as diary_api
from shanyraq.portals.family.pages.day import READERS, keep, open_child
from shanyraq.portals.family.pages.sentences import sentence_of, week_sentence
from shanyraq.portals.family.queries.children import Chosen, Reader
from shanyraq.portals.family.queries.diary import DiaryPage, diary_of
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
        found = diary_of(child, day)
    except (ValueError, OverflowError):
        raise Http404 from None
    return keep(render(request, "family/diary.html", _told(found)), child)


def _told(found: DiaryPage) -> dict[str, Any]:
    child = found.child
    return {
        "page": found,
        "child": child,
        "said": week_sentence(found),
        "days": [(one, "" if not one.lessons else sentence_of(one.answer, child)) for one in found.week],
        "ticks": child.reader is Reader.SELF,
    }


@page(access.Role.PUPIL)
@require_POST
def tick(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """The pupil's own word that a homework is done, or that it is not; back to where they were."""
    diary_api.tick_homework(lesson_id=lesson_id, done=request.POST.get("done") == "yes")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("own_diary")
    return redirect(back)
