"""For the family: who looked at the child's record, and what the family has agreed to."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.actions.consents import give_consent, withdraw_consent
from shanyraq.spine.access.models import Consent
from shanyraq.spine.access.pages.ids import moment
from shanyraq.spine.access.queries.consents import consents_of
from shanyraq.spine.access.queries.looks import looks_at
from shanyraq.spine.access.rules import Role
from shanyraq.spine.registry import api as registry


def _own_child(child_id: uuid.UUID) -> None:
    """404 for every other child: its existence is not told."""
    if child_id not in current_scope().children:
        raise Http404


@page(Role.GUARDIAN)
def looks(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """Who has looked at my child's record?"""
    _own_child(child_id)
    found = looks_at(child_id, before=moment(request.GET.get("before")))
    if found is None:
        raise Http404
    return render(request, "access/looks.html", {"found": found})


@page(Role.GUARDIAN)
@require_http_methods(["GET", "POST"])
def consents(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """What have I agreed to for my child? One tap gives the word, one tap takes it back."""
    _own_child(child_id)
    if request.method == "POST":
        purpose = request.POST.get("purpose", "")
        if purpose not in Consent.Purpose.values:
            raise Http404
        answer = give_consent if request.POST.get("word") == Consent.Word.GIVEN else withdraw_consent
        answer(child_id=child_id, purpose=Consent.Purpose(purpose))
        return redirect("family_consents", child_id=child_id)
    name = registry.names_of([child_id])[child_id]
    return render(request, "access/consents.html", {"child": name, "purposes": consents_of(child_id)})
