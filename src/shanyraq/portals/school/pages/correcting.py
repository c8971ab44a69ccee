"""A keeper corrects a card: names, numbers, the birth date, each with its reason."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.acting import done
from shanyraq.portals.school.forms import CorrectionForm
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def person_correct(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """GET: what does the card say? POST: it says what the paper says."""
    card = registry.card(person_id)
    stands = next(iter(registry.people_standing(ids=[person_id])), None)
    if card is None or stands is None or not registry.may_correct(person_id):
        raise Http404
    initial = {name: getattr(stands, name) or "" for name in CorrectionForm.base_fields if name != "reason"}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and done(
        form, lambda: registry.correct_person(person_id=person_id, **form.cleaned_data)
    ):
        messages.success(request, _("The card is corrected. Questions about it close when the rules look again."))
        return redirect("person", person_id=person_id)
    if card.is_learner:
        access.log_look(child_id=person_id, page="person", organisation_id=card.organisation_id)
    return render(request, "school/correct.html", {"card": card, "form": form}, status=422 if form.errors else 200)
