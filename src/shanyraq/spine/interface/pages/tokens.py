"""Tokens of one's own, and of the organisations and territories one heads: made, looked at, taken back."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.actions.tokens import make_office_token, make_own_token, make_token, revoke_token
from shanyraq.spine.interface.forms import ServiceTokenForm, TokenForm
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.policies import OFFICE_HEAD, may_make_own, offered_to
from shanyraq.spine.interface.queries.token_rows import Place, own_rows, places_of, service_rows
from shanyraq.spine.interface.rules.scopes import OF_ORGANISATION, OF_TERRITORY
from shanyraq.spine.registry import api as registry


@page("*")
@never_cache
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """Which programs read in my name? One is let in here, once, and let out at any time."""
    scope = current_scope()
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request, to="own_tokens")
    if not may_make_own(scope):
        return render(request, "interface/own_tokens.html", {"rows": own_rows(scope)})
    form = TokenForm(request.POST or None, offered=offered_to(scope))
    secret = _own(form) if request.method == "POST" else ""
    told = {"rows": own_rows(scope), "form": form, "secret": secret, "name": form.data.get("name", "")}
    failed = request.method == "POST" and not secret
    return render(request, "interface/own_tokens.html", told, status=422 if failed else 200)


def _own(form: TokenForm) -> str:
    if not form.is_valid():
        return ""
    try:
        return make_own_token(**form.cleaned_data)
    except Denied as refusal:
        _blame(form, refusal)
        return ""


@page(*access.HEADS, OFFICE_HEAD)
@never_cache
@require_http_methods(["GET", "POST"])
def service_tokens(request: HttpRequest) -> HttpResponse:
    """Which programs read our register, for what, and who answers for them?"""
    places = places_of(current_scope())
    if request.method == "POST" and "revoke" in request.POST:
        return _revoked(request, to="service_tokens")
    form = _service_form(request, places)
    secret = _service(form, places) if request.method == "POST" else ""
    told = {
        "rows": service_rows(places), "form": form, "secret": secret, "name": form.data.get("name", ""),
        "of_school": any(each.organisation_id for each in places),
    }  # fmt: skip
    failed = request.method == "POST" and not secret
    return render(request, "interface/service_tokens.html", told, status=422 if failed else 200)


def _service_form(request: HttpRequest, places: tuple[Place, ...]) -> ServiceTokenForm:
    organisations = [each.organisation_id for each in places if each.organisation_id]
    staff = registry.employees_of(organisations, day=clock.today()) if organisations else []
    return ServiceTokenForm(
        request.POST or None,
        offered=OF_ORGANISATION if organisations else OF_TERRITORY,
        places=[(each.key, each.name) for each in places],
        employees=[(str(each.person_id), f"{each.name}, {each.position}") for each in staff],
        initial={"answerable": str(current_scope().person_id)},
    )


def _service(form: ServiceTokenForm, places: tuple[Place, ...]) -> str:
    if not form.is_valid():
        return ""
    said: dict[str, Any] = dict(form.cleaned_data)
    key, answerable = said.pop("place", ""), said.pop("answerable", "")
    place = next((each for each in places if each.key == key), places[0])
    try:
        if place.organisation_id is None:
            return make_office_token(territory_path=place.territory_path, **said)
        return make_token(organisation_id=place.organisation_id, answerable_id=uuid.UUID(answerable), **said)
    except Denied as refusal:
        _blame(form, refusal)
        return ""


def _blame(form: forms.Form, refusal: Denied) -> None:
    words = " ".join(filter(None, (str(refusal.words), str(refusal.way or ""))))
    form.add_error(refusal.field if refusal.field in form.fields else None, words)


def _revoked(request: HttpRequest, *, to: str) -> HttpResponse:
    try:
        token_id = uuid.UUID(request.POST["revoke"])
    except ValueError:
        raise Http404 from None
    if not Token.objects.filter(id=token_id).exists():
        raise Http404
    revoke_token(token_id=token_id)
    messages.success(request, _("The token is taken back. The program reads nothing from now on."))
    return redirect(to)
