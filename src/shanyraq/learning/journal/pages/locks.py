"""Closed registers: what was asked, what came too late, and what the heads decide."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.unlocks import (
    ask_unlock,
    decline_late_edit,
    grant_unlock,
    refuse_unlock,
    take_late_edit,
)
from shanyraq.learning.journal.forms import UnlockForm
from shanyraq.learning.journal.models.words import CODE_WORDS
from shanyraq.learning.journal.pages.acting import obeyed
from shanyraq.learning.journal.policies import HEADS, WRITERS
from shanyraq.learning.journal.queries.locks import late_edits, unlocks
from shanyraq.learning.journal.queries.own import own_subjects
from shanyraq.learning.journal.reference.assessment import number


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def locks(request: HttpRequest) -> HttpResponse:
    """GET: requests and late entries. POST: ask for a correction, or decide."""
    act = request.POST.get("act", "")
    subjects = own_subjects(today=clock.today())
    asked_for = {"place": request.GET.get("place", ""), "first": request.GET.get("day"), "last": request.GET.get("day")}
    form = UnlockForm(request.POST if act == "ask" else None, places=subjects, initial=asked_for)
    refusal: Denied | None = None
    if request.method == "POST":
        if act == "ask":
            _ask(form)
        else:
            refusal = _decide(request, act)
        if refusal is None and not form.errors:
            messages.success(request, _("It is written down."))
            return HttpResponseRedirect(request.path)
    requests, late = unlocks(), late_edits()
    now = clock.now()
    context = {
        "requests": [(row, row.is_open(now)) for row in requests],
        "late": [(row, CODE_WORDS.get(row.code, "")) for row in late],
        "waiting": sum(row.waits for row in requests) + sum(row.waits for row in late),
        "heads": bool(current_scope().at(*HEADS)),
        "hours": number("unlock_hours", clock.today()),
        "form": form if subjects else None,
        "refusal": refusal,
    }
    return render(request, "journal/locks.html", context, status=422 if refusal or form.errors else 200)


def _ask(form: UnlockForm) -> None:
    def act() -> None:
        typed = form.cleaned_data
        group, _slash, subject = typed["place"].partition("/")
        ask_unlock(
            group_id=uuid.UUID(group), subject=subject, first=typed["first"], last=typed["last"], reason=typed["reason"]
        )

    obeyed(form, act)


def _decide(request: HttpRequest, act: str) -> Denied | None:
    """Why the decision was refused; None where it stands."""
    reason = str(request.POST.get("reason", ""))
    try:
        key = uuid.UUID(str(request.POST.get("id", "")))
    except ValueError:
        return Denied(_("There is no such request."))
    acts: dict[str, Any] = {
        "grant": lambda: grant_unlock(unlock_id=key, hours=_hours(request), answer=reason),
        "refuse": lambda: refuse_unlock(unlock_id=key, answer=reason),
        "take": lambda: take_late_edit(late_edit_id=key, reason=reason),
        "decline": lambda: decline_late_edit(late_edit_id=key, reason=reason),
    }
    if act not in acts:
        return Denied(_("There is no such request."))
    try:
        acts[act]()
    except Hidden:
        raise
    except Denied as denied:
        return denied
    return None


def _hours(request: HttpRequest) -> int | None:
    text = str(request.POST.get("hours", ""))
    return int(text) if text.isdecimal() and len(text) < 5 else None
