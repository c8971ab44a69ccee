"""My child is ill: a parent tells the school, takes it back, brings a document."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.ui.marks import RingState
from shanyraq.portals.family.forms import TODAY, TOMORROW, AbsenceForm, PaperForm
from shanyraq.portals.family.queries.calendar import school_day_beside
from shanyraq.portals.family.queries.children import Chosen, chosen
from shanyraq.spine.access import api as access
from shanyraq.spine.presence import api as presence

AFTERNOON = 14
"""From this hour on, a parent who opens the page more likely means tomorrow."""


def own_child(person_id: uuid.UUID) -> Chosen:
    """The reader's own child; nobody else's, not even for staff."""
    if person_id not in current_scope().children:
        raise Hidden("not one's own child")
    return chosen(current_scope(), person_id)


@page(access.Role.GUARDIAN)
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Tell the school that the child is ill, away, late or leaving early."""
    child, now = own_child(person_id), clock.now()
    tomorrow = school_day_beside(now.date(), step=1)
    form = AbsenceForm(request.POST or None, request.FILES or None, initial=_initial(now, tomorrow))
    if request.method == "POST" and form.is_valid() and _told(form, child, today=now.date(), tomorrow=tomorrow):
        messages.success(request, _("The school knows. The class teacher has it in front of them now."))
        return redirect("absence", person_id=child.id)
    limits = presence.limits_on(now.date())
    told: dict[str, Any] = {
        "child": child,
        "form": form,
        "words": _with_rings(presence.absences_of(child.id)),
        "today": now.date(),
        "tomorrow": tomorrow,
        "limits": limits,
    }
    return render(request, "family/absence.html", told, status=422 if form.errors else 200)


def _with_rings(rows: Sequence[presence.AbsenceRow]) -> list[tuple[presence.AbsenceRow, str]]:
    """Each word with the state of its fact: sealed, or sent and waiting for the seal."""
    waiting = {
        fact for place in {row.organisation_id for row in rows} for fact in sealing.waiting_ids(place, "parent_words")
    }
    return [(row, RingState.SENT if row.fact_id in waiting else RingState.SEALED) for row in rows]


def _initial(now: dt.datetime, tomorrow: dt.date) -> dict[str, Any]:
    when = TOMORROW if now.hour >= AFTERNOON or now.weekday() > 4 else TODAY
    return {"kind": presence.Kind.ILL, "when": when, "first": tomorrow, "last": tomorrow}


def _told(form: AbsenceForm, child: Chosen, *, today: dt.date, tomorrow: dt.date) -> bool:
    """Whether the word stands now, with its document; a refusal stands at its field, and neither is kept."""
    brought = form.cleaned_data["paper"]
    try:
        with transaction.atomic():
            word = presence.tell_absence(person_id=child.id, telling=form.telling(today=today, tomorrow=tomorrow))
            if brought:
                presence.bring_paper(absence_id=word, data=brought.read())
    except Hidden:
        raise
    except Denied as refusal:
        form.add_error(refusal.field or None, f"{refusal.words} {refusal.way}".strip())
        return False
    return True


@page(access.Role.GUARDIAN)
@require_POST
def withdraw(request: HttpRequest, absence_id: uuid.UUID) -> HttpResponse:
    """The parent takes the word back, for today and the days to come."""
    row = _own_word(absence_id)
    presence.withdraw_absence(absence_id=row.id)
    messages.success(request, _("Withdrawn. The class teacher has been told."))
    return redirect("absence", person_id=row.person_id)


@page(access.Role.GUARDIAN)
@require_POST
def bring(request: HttpRequest, absence_id: uuid.UUID) -> HttpResponse:
    """A document for what was told before."""
    row = _own_word(absence_id)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        presence.bring_paper(absence_id=row.id, data=form.cleaned_data["paper"].read())
        messages.success(request, _("The document is with the class teacher."))
    return redirect("absence", person_id=row.person_id)


def _own_word(absence_id: uuid.UUID) -> presence.AbsenceRow:
    row = presence.absence(absence_id)
    if row is None or row.person_id not in current_scope().children:
        raise Hidden("not one's own word")
    return row
