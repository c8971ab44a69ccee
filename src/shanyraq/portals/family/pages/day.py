"""A child's day: is my child at school, and what happened?"""

import datetime as dt
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.portals.family.pages.sentences import for_day, reason, sentence
from shanyraq.portals.family.queries.children import Chosen, Reader, chosen
from shanyraq.portals.family.queries.days import day_of
from shanyraq.portals.family.queries.witnesses import witnesses_of
from shanyraq.spine.access import api as access

READERS = (access.Role.GUARDIAN, access.Role.PUPIL, access.Role.CLASS_TEACHER, *access.HEADS)
KEPT_FOR = "X-Kept-For"


def open_child(person_id: uuid.UUID | None) -> Chosen:
    """The child, if the reader may; a look by staff is written down for the family."""
    child = chosen(current_scope(), person_id)
    if child.reader is Reader.STAFF:
        access.log_look(child_id=child.id, page="attendance", organisation_id=child.organisation_id)
    return child


def keep(answer: HttpResponse, child: Chosen) -> HttpResponse:
    """The device of the family may keep this page for the road; a member of staff keeps nothing."""
    answer["Cache-Control"] = "private, no-store"
    if child.reader is not Reader.STAFF:
        answer[KEPT_FOR] = str(current_scope().person_id)
    return answer


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def today(request: HttpRequest) -> HttpResponse:
    """Today of the reader's first child, or of the pupil themself."""
    return _day(request, open_child(None), clock.today())


@page(*READERS)
def child_day(request: HttpRequest, person_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """One day of one child."""
    return _day(request, open_child(person_id), day)


def _day(request: HttpRequest, child: Chosen, day: dt.date) -> HttpResponse:
    found = day_of(child, day)
    told = {
        "page": found, "child": child, "said": sentence(found), "live_url": settings.LIVE_URL,
        "may_keep": child.reader is not Reader.STAFF, "due_for": for_day(found.after, today=found.today),
    }  # fmt: skip
    return keep(render(request, "family/day.html", told), child)


@page(*READERS)
def child_day_part(request: HttpRequest, person_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """The changing part of the page, fetched again when something has happened."""
    found = day_of(open_child(person_id), day)
    told = {"page": found, "said": sentence(found), "due_for": for_day(found.after, today=found.today)}
    answer = render(request, "family/_day.html", told | {"is_part": True})
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(*READERS)
def child_day_why(request: HttpRequest, person_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """Why does the page say so? Every witness's words, with times and sources."""
    found = day_of(open_child(person_id), day)
    told = {
        "base": "ui/fragment.html" if request.headers.get("HX-Request") else "ui/shell.html",
        "page": found,
        "said": sentence(found),
        "reason": reason(found),
        "witnesses": witnesses_of(found),
    }
    return render(request, "family/why.html", told)
