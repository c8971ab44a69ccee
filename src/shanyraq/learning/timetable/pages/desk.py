"""The timetable desk: how far the year is planned, which versions there are."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.learning.timetable.actions.versions import begin_timetable, discard_timetable, publish_timetable
from shanyraq.learning.timetable.forms import NewVersionForm, PublishForm
from shanyraq.learning.timetable.pages.words import school_of, year_now
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.own import coming, in_force
from shanyraq.learning.timetable.queries.planning import planning
from shanyraq.learning.timetable.queries.timetables import timetable, timetables_of
from shanyraq.learning.timetable.queries.words import Telling


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """GET: where does the planning stand? POST: a new version is begun."""
    organisation_id, year, today = school_of(request), year_now(), clock.today()
    form = NewVersionForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            begun = begin_timetable(
                organisation_id=organisation_id, school_year=year, name=form.cleaned_data["name"],
                based_on=form.cleaned_data["based_on"],
            )  # fmt: skip
            return HttpResponseRedirect(reverse("timetable_week", args=[begun]))
        except Hidden:
            raise
        except Denied as refusal:
            form.add_error(refusal.field or None, str(refusal.words))
    current = in_force(organisation_id, day=today)
    context = {
        "planning": planning(organisation_id, school_year=year, day=today),
        "versions": timetables_of(organisation_id, school_year=year),
        "current": current,
        "coming": coming(organisation_id, day=today),
        "form": form or NewVersionForm(initial={"based_on": current.id if current else None}),
        "year": f"{year}–{year + 1}",
    }
    return render(request, "timetable/desk.html", context, status=422 if form is not None else 200)


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """GET: what would be published, from when, and what stands against it. POST: it is published."""
    row = timetable(timetable_id)
    if row is None:
        raise Hidden(_("There is no such version."))
    form = PublishForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and _published(form, timetable_id):
        messages.success(request, _("The timetable is published. The lessons of its days are being opened."))
        return HttpResponseRedirect(reverse("timetable"))
    shown = week(timetable_id)
    if shown is None:
        raise Hidden(_("There is no such version."))
    tell = Telling(shown)
    must = [tell(each) for each in shown.conflicts if each.is_must]
    context = {
        "row": row,
        "lessons": len(shown.slots),
        "must": must[:40],
        "must_number": len(must),
        "could_number": len(shown.conflicts) - len(must),
        "form": form or PublishForm(initial={"valid_from": clock.today()}),
    }
    return render(request, "timetable/publish.html", context, status=422 if form is not None else 200)


def _published(form: PublishForm, timetable_id: uuid.UUID) -> bool:
    try:
        publish_timetable(timetable_id=timetable_id, **form.cleaned_data)
    except Hidden:
        raise
    except Denied as refusal:
        form.add_error(refusal.field or None, f"{refusal.words} {refusal.way}".strip())
        return False
    return True


@page(*HEADS)
@require_POST
def discard(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """The draft is thrown away."""
    if timetable(timetable_id) is None:
        raise Hidden(_("There is no such version."))
    discard_timetable(timetable_id=timetable_id)
    messages.success(request, _("The draft is thrown away."))
    return HttpResponseRedirect(reverse("timetable"))
