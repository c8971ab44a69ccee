"""A pupil's first page is the own day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shanyraq.kernel.pages import page
from shanyraq.spine.access import api as access


@page(access.Role.PUPIL)
def home(request: HttpRequest) -> HttpResponse:
    return redirect("children")
