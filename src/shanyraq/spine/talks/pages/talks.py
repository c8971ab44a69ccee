"""Conversations and notices of the class: who wrote to me, and what do I answer?"""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks.actions.bulletins import mark_bulletin_read, tell_class
from shanyraq.spine.talks.actions.talking import close_thread, read_thread, report_thread, say, start_thread
from shanyraq.spine.talks.forms import ReportForm, StartForm, WordsForm
from shanyraq.spine.talks.queries.bulletins import bulletins_seen
from shanyraq.spine.talks.queries.contacts import Contact, circle_of
from shanyraq.spine.talks.queries.hours import delivered_at, hours_on
from shanyraq.spine.talks.queries.threads import thread_page, threads_seen
from shanyraq.spine.talks.rules import Role

TEACHERS = (access.Role.TEACHER, access.Role.CLASS_TEACHER)
TALKERS = (access.Role.GUARDIAN, *TEACHERS, *access.HEADS)


@page(*TALKERS)
def talks(request: HttpRequest) -> HttpResponse:
    """The conversations and the notices of the class, the latest first."""
    scope = current_scope()
    threads, bulletins = threads_seen(), bulletins_seen()
    told: dict[str, Any] = {
        "threads": threads,
        "bulletins": bulletins,
        "unread": sum(row.unread for row in threads),
        "is_family": bool(scope.children),
        "children": registry.learners(scope.children) if scope.children else [],
        "groups": registry.groups(scope.groups) if scope.groups else [],
    }
    return render(request, "talks/talks.html", told)


@page(access.Role.GUARDIAN, *TEACHERS)
@require_http_methods(["GET", "POST"])
def new_talk(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """Begin a conversation: who will read it, and when it arrives, is said before it is sent."""
    now = clock.now()
    circle = circle_of(child_id, day=now.date())
    if circle is None:
        raise Http404
    form = StartForm(request.POST or None, contacts=[(str(one.person_id), _contact(one)) for one in circle.contacts])
    if request.method == "POST" and form.is_valid():
        try:
            thread = start_thread(
                child_id=child_id, with_id=uuid.UUID(form.cleaned_data["with_id"]), words=form.cleaned_data["words"]
            )
            return redirect("talk", thread_id=thread)
        except Hidden:
            raise
        except Denied as refusal:
            _refuse(form, refusal)
    # Whoever is chosen, the class teacher reads along: said before sending.
    also = sorted({name for one in circle.contacts for name in one.readers if name != one.name})
    told = {"circle": circle, "form": form, "also": ", ".join(also)} | _when(now)
    return render(request, "talks/new.html", told, status=422 if form.errors else 200)


def _contact(one: Contact) -> str:
    """«Тілеуов Болат · Алгебра, Геометрия»."""
    what = {Role.CLASS_TEACHER: _("class teacher"), Role.GUARDIAN: _("parent")}.get(one.role, "")
    about = ", ".join(filter(None, (what, *one.subjects)))
    return f"{one.name} · {about}" if about else one.name


def _when(now: dt.datetime) -> dict[str, object]:
    """When what is written now arrives; empty within school hours."""
    at = delivered_at(now)
    return {"waits_until": at if at > now else None, "hours": hours_on(now.date())}


def _refuse(form: Any, refusal: Denied) -> None:
    form.add_error(refusal.field or None, f"{refusal.words} {refusal.way}".strip())


@page(*TALKERS)
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, thread_id: uuid.UUID) -> HttpResponse:
    """One conversation: what was said, and what I answer."""
    found = thread_page(thread_id)
    if found is None:
        raise Http404
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say(thread_id=thread_id, words=form.cleaned_data["words"])
            return redirect("talk", thread_id=thread_id)
        except Hidden:
            raise
        except Denied as refusal:
            _refuse(form, refusal)
    if found.sits:
        read_thread(thread_id=thread_id)
    else:  # the heads look, because somebody asked them to
        access.log_look(child_id=found.child_id, page="talk", organisation_id=found.organisation_id)
    told = {"page": found, "form": form, "report": ReportForm()} | _when(clock.now())
    return render(request, "talks/talk.html", told, status=422 if form.errors else 200)


@page(access.Role.GUARDIAN, *TEACHERS)
@require_POST
def report(request: HttpRequest, thread_id: uuid.UUID) -> HttpResponse:
    """The heads are asked to look."""
    report_thread(thread_id=thread_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("The heads of the school have been asked to look."))
    return redirect("talk", thread_id=thread_id)


@page(*TEACHERS, *access.HEADS)
@require_POST
def close(request: HttpRequest, thread_id: uuid.UUID) -> HttpResponse:
    """The conversation takes no more lines."""
    close_thread(thread_id=thread_id)
    return redirect("talk", thread_id=thread_id)


@page(*TEACHERS)
@require_http_methods(["GET", "POST"])
def class_talk(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """Tell the families of a class; who has read what was told before?"""
    group = next(iter(registry.groups([group_id])), None)
    if group is None or group_id not in current_scope().groups:
        raise Http404
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tell_class(group_id=group_id, words=form.cleaned_data["words"])
            messages.success(request, _("The notice to the class stands."))
            return redirect("class_talk", group_id=group_id)
        except Denied as refusal:
            _refuse(form, refusal)
    now = clock.now()
    roster = [learner.id for learner in registry.roster(group_id, day=now.date())]
    guardians = registry.guardians_of(roster, day=now.date())
    families = len({person for people in guardians.values() for person in people})
    told = {
        "group": group,
        "form": form,
        "bulletins": bulletins_seen(group_id=group_id),
        "families": families,
        "pupils": registry.learners(roster),
    } | _when(now)
    return render(request, "talks/class.html", told, status=422 if form.errors else 200)


@page(access.Role.GUARDIAN)
@require_POST
def read_bulletin(request: HttpRequest, bulletin_id: uuid.UUID) -> HttpResponse:
    """The guardian says that the notice was read."""
    mark_bulletin_read(bulletin_id=bulletin_id)
    return redirect("talks")
