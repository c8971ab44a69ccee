"""A teacher's first page: which lesson now, what is not filled, about whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.portals.teacher.queries.home import teacher_home
from shanyraq.spine.access import api as access

KEPT_FOR = "X-Kept-For"


@page(access.Role.TEACHER, access.Role.CLASS_TEACHER, access.Role.EDUCATOR)
def home(request: HttpRequest) -> HttpResponse:
    """The day may stay on the teacher's own device, so that its lessons are found without a network."""
    answer = render(request, "teacher/home.html", {"home": teacher_home(clock.today())})
    answer[KEPT_FOR] = str(current_scope().person_id)
    answer["Cache-Control"] = "private, no-store"
    return answer
