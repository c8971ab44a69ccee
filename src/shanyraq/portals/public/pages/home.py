"""The first page: for somebody signed in the own home, for everybody else what this house is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shanyraq.kernel import clock
from shanyraq.kernel.pages import public_page
from shanyraq.kernel.scope import ActorKind, current_scope
from shanyraq.portals.public.queries.home import public_home

HOMES = {
    "family": "family",
    "pupil": "pupil",
    "teacher": "teacher",
    "school": "school",
    "office": "office",
}


@public_page(reason="the first page; shows nothing but public figures and published roots")
def home(request: HttpRequest) -> HttpResponse:
    if current_scope().actor_kind is ActorKind.PERSON:
        return redirect(HOMES.get(getattr(request, "audience", ""), "security"))
    return render(request, "public/home.html", {"home": public_home(clock.today()), "today": clock.today()})
