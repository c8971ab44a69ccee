"""A child comes, changes class, leaves, or is given a slip."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.acting import done
from shanyraq.spine.access import api as access
from shanyraq.spine.movement.actions.moves import admit, leave_school, move_class
from shanyraq.spine.movement.actions.transfers import issue_new_slip
from shanyraq.spine.movement.forms.admission import AdmissionForm
from shanyraq.spine.movement.forms.child import ClassMoveForm, LeavingForm, SlipForm
from shanyraq.spine.movement.pages.sending import school_of
from shanyraq.spine.movement.policies import KEEPERS
from shanyraq.spine.movement.queries.desk import classes_to_choose, reader_language, schools_to_choose
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import leaving_reasons, transfer_grounds


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def admission(request: HttpRequest) -> HttpResponse:
    """GET: who comes, into which class? POST: the child belongs to it."""
    organisation_id = school_of(request)
    form = AdmissionForm(
        request.POST or None, classes=classes_to_choose(organisation_id), initial={"day": clock.today()}
    )
    if request.method == "POST" and done(form, lambda: admit(organisation_id=organisation_id, draft=form.draft())):
        messages.success(request, _("The child is admitted."))
        return redirect("movement")
    return render(request, "movement/admission.html", {"form": form}, status=422 if form.errors else 200)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def moving_child(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Another class, another school, or leaving? The look is written down for the family."""
    child, stay = registry.card(person_id), registry.stays_now([person_id]).get(person_id)
    if child is None or stay is None or stay.organisation_id not in current_scope().at(*KEEPERS):
        raise Http404
    sent = request.POST.get("act") if request.method == "POST" else ""
    forms = _forms(request, stay, sent or "")
    if sent in forms and _done(sent, forms[sent], person_id):
        messages.success(request, _("It is written down."))
        return redirect("movement")
    access.log_look(child_id=person_id, page="person", organisation_id=stay.organisation_id)
    told: dict[str, Any] = {"child": child, "stay": stay, "stays": registry.enrolments_of(person_id), "open": sent}
    wrong = any(form.errors for form in forms.values())
    return render(request, "movement/child.html", {**told, **forms}, status=422 if wrong else 200)


def _forms(request: HttpRequest, stay: registry.StayNow, sent: str) -> dict[str, Any]:
    today, language = clock.today(), reader_language()
    data = {name: request.POST if sent == name else None for name in ("class_move", "leaving", "slip")}
    reasons = [(code, one.name(language)) for code, one in leaving_reasons(today).items()]
    grounds = [(code, one.name(language)) for code, one in transfer_grounds(today).items()]
    return {
        "class_move": ClassMoveForm(
            data["class_move"], classes=classes_to_choose(stay.organisation_id), initial={"day": today}, prefix="m"
        ),
        "leaving": LeavingForm(data["leaving"], reasons=reasons, initial={"day": today}, prefix="l"),
        "slip": SlipForm(data["slip"], schools=schools_to_choose(stay.organisation_id), grounds=grounds, prefix="s"),
    }


def _done(sent: str, form: Any, person_id: uuid.UUID) -> bool:
    acts: dict[str, Callable[[Any, uuid.UUID], None]] = {"class_move": _move, "leaving": _leave, "slip": _give_slip}
    return done(form, lambda: acts[sent](form, person_id))


def _move(form: ClassMoveForm, person_id: uuid.UUID) -> None:
    said = form.cleaned_data
    move_class(
        person_id=person_id,
        group_id=uuid.UUID(said["group"]),
        on=said["day"],
        order_number=said["order_number"],
        words=said["exception"],
    )


def _leave(form: LeavingForm, person_id: uuid.UUID) -> None:
    leave_school(person_id=person_id, draft=form.draft())


def _give_slip(form: SlipForm, person_id: uuid.UUID) -> None:
    said = form.cleaned_data
    issue_new_slip(
        person_id=person_id,
        to_organisation_id=uuid.UUID(said["school"]),
        ground=said["ground"],
        words=said["words"],
    )
