"""What may be taken away: asked for here, made beside, taken here."""

import uuid

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.actions.exports import ask_export
from shanyraq.spine.exchange.models import Export
from shanyraq.spine.exchange.policies import may_ask_export
from shanyraq.spine.exchange.queries.exports import about, export_to_take, exports_about, exports_page
from shanyraq.spine.registry import api as registry

OF_ORGANISATION = (Export.Kind.ORGANISATION.value, Export.Kind.ONEROSTER.value)


@page(*access.KEEPERS)
@never_cache
@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """GET: what can the organisation take with it, and what is ready? POST: it is asked for."""
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in OF_ORGANISATION:
            raise Http404
        return _asked(request, kind, _id(request.POST.get("organisation", "")), to=("exports",))
    return render(request, "exchange/exports.html", {"page": exports_page(keepers=access.KEEPERS)})


@page("*")
@never_cache
@require_http_methods(["GET", "POST"])
def export_of_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """GET: what is there about this person, to take with one? POST: it is asked for."""
    scope, card = current_scope(), registry.card(person_id)
    if card is None or not may_ask_export(scope, kind=Export.Kind.PERSON, subject_id=person_id):
        raise Http404
    if request.method == "POST":
        return _asked(request, Export.Kind.PERSON, person_id, to=("person_export", person_id))
    told = {"page": exports_about(person_id), "card": card, "is_family": person_id in scope.children}
    return render(request, "exchange/person_export.html", told)


def _asked(request: HttpRequest, kind: str, subject_id: uuid.UUID, *, to: tuple[object, ...]) -> HttpResponse:
    try:
        ask_export(kind=kind, subject_id=subject_id)
    except Denied as refusal:
        messages.error(request, f"{refusal.words} {refusal.way}".strip())
    else:
        messages.success(request, _("It is being collected. The page shows when it is ready."))
    return redirect(str(to[0]), *to[1:])


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


@page("*")
@never_cache
def take_export(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """The file, for who asked for it, until its days are over."""
    export = export_to_take(export_id, now=clock.now())
    if export is None or not default_storage.exists(export.path):
        raise Http404
    name = f"{_('export')} {about(export)} {clock.local_day(export.asked_at).isoformat()}.zip"
    answer = FileResponse(default_storage.open(export.path), as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer
