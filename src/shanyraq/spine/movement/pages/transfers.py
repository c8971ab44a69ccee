"""Transfers: asked for, one with its clock and its course, what the class teacher reads, what the family reads."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.ui.acting import done
from shanyraq.spine.access import api as access
from shanyraq.spine.movement.actions import transfers as acts
from shanyraq.spine.movement.forms.transfer import AskForm, PacketForm, RefuseForm, WithdrawForm
from shanyraq.spine.movement.forms.words import SeatForm
from shanyraq.spine.movement.pages.sending import school_of
from shanyraq.spine.movement.policies import KEEPERS
from shanyraq.spine.movement.queries.desk import classes_to_choose, reader_language
from shanyraq.spine.movement.queries.receipts import receipt_for_transfer
from shanyraq.spine.movement.queries.transfers import TransferRow, brought, course_of, packet_of, transfer
from shanyraq.spine.movement.rules.transfers import Side, State
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import refusal_grounds, transfer_grounds


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new_transfer(request: HttpRequest) -> HttpResponse:
    """GET: which child is asked for? POST: the sending school has a working day to answer."""
    organisation_id = school_of(request)
    grounds = [(code, one.name(reader_language())) for code, one in transfer_grounds(clock.today()).items()]
    form = AskForm(request.POST or None, grounds=grounds)
    if request.method == "POST" and done(
        form, lambda: acts.ask_for(organisation_id=organisation_id, **form.cleaned_data)
    ):
        messages.success(request, _("The school is asked."))
        return redirect("movement")
    return render(request, "movement/ask.html", {"form": form}, status=422 if form.errors else 200)


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def transfer_page(request: HttpRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Where has the transfer come to, by when, and what do I do?"""
    row = transfer(transfer_id)
    side = row.side_of(current_scope().at(*KEEPERS)) if row else None
    if row is None or side is None:
        raise Http404
    forms = _forms(request, row, side)
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    if sent in forms and _done(sent, forms[sent], row, side):
        messages.success(request, _("It is written down."))
        return redirect("transfer", transfer_id=transfer_id)
    if row.state in {State.PACKET_SENT, State.ACCEPTED}:
        own = row.from_id if side is Side.SENDER else row.to_id
        access.log_look(child_id=row.person_id, page="marks", organisation_id=own)
    told = {
        "row": row,
        "side": side,
        "course": course_of(transfer_id),
        "packet": packet_of(transfer_id),
        "forms": forms,
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "movement/transfer.html", told, status=422 if wrong else 200)


def _forms(request: HttpRequest, row: TransferRow, side: Side) -> dict[str, Any]:
    """A form for each move that this school may make now."""
    may, sent = row.may(side), request.POST.get("act", "")
    found: dict[str, Any] = {}
    if State.SLIP_ISSUED in may or State.PACKET_SENT in may:
        name = "slip" if State.SLIP_ISSUED in may else "packet"
        data = (request.POST, request.FILES) if sent == name else (None, None)
        found[name] = PacketForm(*data)
    if State.ACCEPTED in may:
        classes = classes_to_choose(row.to_id)
        found["accept"] = SeatForm(request.POST if sent == "accept" else None, classes=classes, prefix="a")
    if State.REFUSED in may:
        grounds = [(code, one.name(reader_language())) for code, one in _grounds(side)]
        found["refuse"] = RefuseForm(request.POST if sent == "refuse" else None, grounds=grounds, prefix="r")
    if State.WITHDRAWN in may:
        found["withdraw"] = WithdrawForm(request.POST if sent == "withdraw" else None, prefix="w")
    return found


def _grounds(side: Side) -> list[tuple[str, Any]]:
    return list(refusal_grounds(clock.today(), by=side).items())


def _done(sent: str, form: Any, row: TransferRow, side: Side) -> bool:
    """Whether the move was made."""
    key = row.id

    def act() -> object:
        said = form.cleaned_data
        if sent == "slip":
            return acts.issue_slip(transfer_id=key)
        if sent == "packet":
            return acts.send_packet(transfer_id=key, health_digest=form.health_digest())
        if sent == "accept":
            return acts.accept(
                transfer_id=key,
                group_id=uuid.UUID(said["group"]),
                order_number=said["order_number"],
                exception=said["exception"],
            )
        if sent == "refuse":
            return acts.refuse(transfer_id=key, side=side, ground=said["ground"], words=said["words"])
        return acts.withdraw(transfer_id=key, side=side, words=said["words"])

    return done(form, act)


@page(access.Role.CLASS_TEACHER)
@require_GET
def brought_marks(request: HttpRequest) -> HttpResponse:
    """Which marks did the children of my class bring along?"""
    packets = brought(current_scope().led_groups)
    children = registry.learners(packets)
    for child in children:
        access.log_look(child_id=child.id, page="marks", organisation_id=child.organisation_id)
    return render(request, "movement/brought.html", {"rows": [(child, packets[child.id]) for child in children]})


@page(access.Role.GUARDIAN, access.Role.PUPIL)
@require_GET
def family_transfer(request: HttpRequest, transfer_id: uuid.UUID) -> HttpResponse:
    """Where has my child's transfer come to?"""
    row = transfer(transfer_id)
    if row is None or row.person_id not in current_scope().children | {current_scope().person_id}:
        raise Http404
    told = {"row": row, "course": course_of(transfer_id), "packet": packet_of(transfer_id)}
    return render(request, "movement/family.html", told)


@page(*KEEPERS, access.Role.CLASS_TEACHER, access.Role.GUARDIAN, access.Role.PUPIL)
@require_GET
def transfer_receipt(request: HttpRequest, day: str, fact_id: uuid.UUID) -> HttpResponse:
    """The receipt of a move or of the packet: a file that checks anywhere, or words that say when it will be there."""
    try:
        when = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    try:
        text = receipt_for_transfer(when, fact_id)
    except sealing.NotPublished:
        words = _("The receipt is published with the day's seal, tomorrow morning at the latest.")
        way = _("Come back tomorrow and download it then.")
        return render(request, "ui/refused.html", {"words": words, "way": way}, status=409)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{when}-{fact_id.hex[-8:]}.json"'
    answer["Cache-Control"] = "no-store"
    return answer
