"""An unknown card and the person it belongs to."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shanyraq.campus.gates.actions.linking import link_card
from shanyraq.campus.gates.policies import WATCHERS
from shanyraq.campus.gates.queries.passages import unknown_card
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.spine.registry import api as registry


@page(*WATCHERS)
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, card_id: uuid.UUID) -> HttpResponse:
    """GET: whose card is it? POST: this person's."""
    typed = request.GET.get("q", "").strip()
    refused: Denied | None = None
    if request.method == "POST":
        try:
            return _link(request, card_id)
        except Hidden:
            raise
        except Denied as denied:
            refused = denied
    found = unknown_card(card_id)
    if found is None:
        raise Http404
    people = registry.search_people(typed) if typed else []
    told = {"card": found, "typed": typed, "people": people, "refused": refused}
    return render(request, "gates/card.html", told, status=409 if refused else 200)


def _link(request: HttpRequest, card_id: uuid.UUID) -> HttpResponse:
    try:
        person_id = uuid.UUID(request.POST.get("person", ""))
    except ValueError:
        raise Http404 from None
    number = link_card(card_id=card_id, person_id=person_id)
    messages.success(
        request,
        ngettext(
            "The card is linked; %(number)s earlier passage counts now.",
            "The card is linked; %(number)s earlier passages count now.",
            number,
        )
        % {"number": number}
        if number
        else _("The card is linked."),
    )
    return redirect("gates")
