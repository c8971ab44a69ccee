"""A search for the week: it is asked for, looked at while it goes on, stopped, and what it found is taken over."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import bar
from shanyraq.learning.timetable.actions.searches import begin_search, stop_search, take_over
from shanyraq.learning.timetable.forms import SearchForm
from shanyraq.learning.timetable.pages.words import refused
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.explaining import Explaining, breaches_in_words
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.searches import SearchRow, search, searches_of
from shanyraq.learning.timetable.queries.timetables import timetable


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def search_page(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """GET: what shall be searched for, and for how long? POST: it begins."""
    row = timetable(timetable_id)
    if row is None:
        raise Hidden(_("There is no such version."))
    form = SearchForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            begun = begin_search(
                timetable_id=timetable_id, seconds=form.cleaned_data["seconds"], strengths=form.strengths
            )
            return HttpResponseRedirect(reverse("search_run", args=[begun]))
        except Hidden:
            raise
        except Denied as refusal:
            refused(request, refusal, form)
    context = {"row": row, "form": form, "searches": searches_of(timetable_id)}
    return render(request, "timetable/search.html", context, status=422 if form.errors else 200)


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def search_run(request: HttpRequest, week_search_id: uuid.UUID) -> HttpResponse:
    """How far is the search, what has it found, and why can it not be?"""
    row = search(week_search_id)
    if row is None:
        raise Hidden(_("There is no such search."))
    if request.method == "POST":
        return HttpResponseRedirect(_steered(request, row))
    if request.GET.get("part") == "progress":
        return render(request, "timetable/_search_progress.html", _progress(row))
    context = _progress(row) | {"breaches": breaches_in_words(row)}
    shown = week(row.timetable_id) if row.why else None
    context["conflicts"] = list(Explaining(shown).conflicts(row.why)) if shown else []
    return render(request, "timetable/search_run.html", context)


def _progress(row: SearchRow) -> dict[str, object]:
    """What the moving part shows; once the search has ended, the page is asked for anew."""
    return {
        "run": row,
        "bar": bar(row.percent, label=f"{row.percent} %"),
        "costs": [point[2] for point in row.trail if not point[1]],
    }


def _steered(request: HttpRequest, row: SearchRow) -> str:
    """Where to go after the search was stopped or its week taken over."""
    here = reverse("search_run", args=[row.id])
    try:
        if request.POST.get("act") == "stop":
            stop_search(search_id=row.id)
            messages.success(request, _("The search ends in a moment and keeps the best it found."))
        elif request.POST.get("act") == "take":
            put = take_over(search_id=row.id)
            words = ngettext(
                "%(number)s lesson is put into the draft.", "%(number)s lessons are put into the draft.", put
            )
            messages.success(request, words % {"number": put})
            return reverse("timetable_week", args=[row.timetable_id])
    except Hidden:
        raise
    except Denied as refusal:
        refused(request, refusal, None)
    return here
