"""Gates are registered, looked after, replaced."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shanyraq.campus.gates.actions.devices import (
    Registered,
    ask_device,
    register_device,
    replace_device,
    switch_device,
)
from shanyraq.campus.gates.drafts import DeviceDraft
from shanyraq.campus.gates.forms.device import DeviceForm
from shanyraq.campus.gates.models import DeviceCommand
from shanyraq.campus.gates.pages.where import school_of
from shanyraq.campus.gates.policies import HEADS
from shanyraq.campus.gates.queries import devices
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page

ASKED = {DeviceCommand.Kind.SET_TIME.value, DeviceCommand.Kind.REBOOT.value}


@page(*HEADS)
@never_cache
@require_http_methods(["GET", "POST"])
def new_gate(request: HttpRequest) -> HttpResponse:
    """GET: which gate is it? POST: it is registered, and its key is shown this once."""
    organisation_id = school_of(request, roles=HEADS)
    return _made(request, lambda draft: register_device(organisation_id=organisation_id, draft=draft), old=None)


@page(*HEADS)
@never_cache
@require_http_methods(["GET", "POST"])
def replace_gate(request: HttpRequest, device_id: uuid.UUID) -> HttpResponse:
    """GET: which gate takes the place of this one? POST: the new one stands, the old one is no longer heard."""
    old = _seen(device_id)
    return _made(request, lambda draft: replace_device(device_id=device_id, draft=draft), old=old)


def _made(
    request: HttpRequest, make: Callable[[DeviceDraft], Registered], *, old: devices.DeviceRow | None
) -> HttpResponse:
    known = {"name": old.name, "place": old.place} if old else None
    form = DeviceForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            made = make(form.draft())
        except Hidden:
            raise
        except Denied as denied:
            form.add_error(denied.field or None, f"{denied.words} {denied.way}".strip())
        else:
            told = {"made": made, "name": form.cleaned_data["name"], "serial": form.cleaned_data["serial"]}
            told |= {"is_open": form.cleaned_data["family"] == "open", "server": request.get_host()}
            return render(request, "gates/registered.html", told)
    status = 422 if form.errors else 200
    return render(request, "gates/new_gate.html", {"form": form, "old": old}, status=status)


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, device_id: uuid.UUID) -> HttpResponse:
    """GET: how is this gate? POST: it is asked something, or switched."""
    found = _seen(device_id)
    if request.method == "POST":
        _do(request, device_id, request.POST.get("act", ""))
        return redirect(reverse("gate", args=[device_id]))
    return render(request, "gates/gate.html", {"gate": found})


def _do(request: HttpRequest, device_id: uuid.UUID, act: str) -> None:
    if act in ASKED:
        ask_device(device_id=device_id, kind=act)
        messages.success(request, _("The gate will be asked at its next word."))
    elif act in {"on", "off"}:
        switch_device(device_id=device_id, on=act == "on")
        messages.success(request, _("The gate is listened to.") if act == "on" else _("The gate is not listened to."))
    else:
        raise Http404


def _seen(device_id: uuid.UUID) -> devices.DeviceRow:
    found = devices.device(device_id, now=clock.now())
    if found is None:
        raise Http404
    return found
