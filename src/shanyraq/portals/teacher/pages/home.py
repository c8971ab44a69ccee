"""A teacher's first page: which lesson now, what is not filled, about whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.portals.teacher.queries.home import teacher_home
from shanyraq.spine.access import api as access


@page(access.Role.TEACHER, access.Role.CLASS_TEACHER, access.Role.EDUCATOR)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "teacher/home.html", {"home": teacher_home(clock.today())})
