"""The marks of a year, how each came about, and what would be if."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.portals.family.forms import WishForm
from shanyraq.portals.family.pages.day import READERS, keep, open_child
from shanyraq.portals.family.queries.marks import Wish, how_of, marks_of, year_now
from shanyraq.portals.family.queries.todo import todo_of


@page(*READERS)
def marks(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Where does each subject stand?"""
    child = open_child(person_id)
    found = marks_of(child, _year(request))
    return keep(render(request, "family/marks.html", {"page": found, "child": child}), child)


@page(*READERS)
def how(request: HttpRequest, person_id: uuid.UUID, subject: str, period: str) -> HttpResponse:
    """How does this mark come about, step by step, and what would it be if? The question stands in the address."""
    child = open_child(person_id)
    asked = any(name in request.GET for name in WishForm.base_fields)
    form = WishForm(request.GET if asked else None)
    wish = form.wish() if asked and form.is_valid() else Wish()
    found = how_of(child, subject, period, year=_year(request), wish=wish)
    told = {"page": found, "child": child, "form": form, "year": _year(request)}
    return keep(render(request, "family/how.html", told, status=422 if asked and form.errors else 200), child)


@page(*READERS)
def todo(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What is still to be done, and which tests are ahead?"""
    child = open_child(person_id)
    found = todo_of(child)
    told = {"page": found, "child": child, "ticks": child.reader == "self"}
    return keep(render(request, "family/todo.html", told), child)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    if not asked:
        return year_now()
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        raise Hidden("no such year")
    return int(asked)
