"""Sign-in sheets: who of a class or of the staff has an account, and the paper that brings the others in."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.actions.invitations import Issued, invite, invite_families, invite_pupils
from shanyraq.spine.access.pages.ids import named
from shanyraq.spine.access.queries.invitations import (
    Family,
    PupilRow,
    families_of,
    group_name,
    pupils_of,
    staff_of,
)
from shanyraq.spine.access.rules import KEEPERS, Role
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting

INVITERS = (*KEEPERS, Role.CLASS_TEACHER)


@dataclass(frozen=True, slots=True)
class WayIn:
    """One guardian's or colleague's block on a sheet."""

    name: str
    link: str
    qr: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """One A4 page: a family, or one member of staff."""

    title: str
    ways: tuple[WayIn, ...]


@page(*INVITERS)
@never_cache
@require_http_methods(["GET", "POST"])
def class_sheets(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """GET: which families of the class are in? POST: a sheet for each family that is not."""
    name = group_name(group_id)
    if not name:
        raise Http404
    families, pupils = families_of(group_id), pupils_of(group_id)
    if request.method == "POST" and "pupils" in request.POST:
        issued = invite_pupils(group_id=group_id)
        return _print(request, _of_pupils(request, pupils, issued), back=reverse("class_invitations", args=[group_id]))
    if request.method == "POST":
        sheets = _of_families(request, families, invite_families(group_id=group_id))
        return _print(request, sheets, back=reverse("class_invitations", args=[group_id]))
    waiting = sum(guardian.may_be_invited for family in families for guardian in family.guardians)
    told: dict[str, object] = {
        "group": name,
        "group_id": group_id,
        "families": families,
        "waiting": waiting,
        "pupils": pupils,
    }
    told["of_age"] = sum(pupil.may_be_invited for pupil in pupils)
    told["age"] = setting("pupil_age", clock.today())
    return render(request, "access/class_invitations.html", told)


@page(*KEEPERS)
@never_cache
def staff_invitations(request: HttpRequest) -> HttpResponse:
    """Which of the staff have an account? One of them can be invited from here."""
    rows = staff_of(current_scope().at(*KEEPERS))
    told = {
        "staff": rows,
        "waiting": sum(row.state in ("none", "invited") for row in rows),
        "may_lock": current_scope().has(Role.DIRECTOR),
    }
    return render(request, "access/staff_invitations.html", told)


@page(*INVITERS)
@never_cache
@require_POST
def one_sheet(request: HttpRequest) -> HttpResponse:
    """A fresh sheet for one person: who lost the way in gets a new one, the older is void."""
    child = request.POST.get("child")
    issued = invite(person_id=named(request.POST.get("person")), child_id=named(child) if child else None)
    name = registry.names_of([issued.person_id])[issued.person_id]
    title = registry.names_of([issued.child_id])[issued.child_id] if issued.child_id else name
    sheet = Sheet(title, (_way_in(request, name, issued),))
    return _print(request, [sheet], back=request.POST.get("back", "") or reverse("home"))


def _of_families(request: HttpRequest, families: Sequence[Family], issued: Sequence[Issued]) -> list[Sheet]:
    fresh = {(one.child_id, one.person_id): one for one in issued}
    sheets = []
    for family in families:
        ways = [
            _way_in(request, guardian.name, fresh[family.child_id, guardian.person_id])
            for guardian in family.guardians
            if (family.child_id, guardian.person_id) in fresh
        ]
        if ways:
            sheets.append(Sheet(family.child, tuple(ways)))
    return sheets


def _of_pupils(request: HttpRequest, pupils: Sequence[PupilRow], issued: Sequence[Issued]) -> list[Sheet]:
    fresh = {one.person_id: one for one in issued}
    return [
        Sheet(pupil.name, (_way_in(request, pupil.name, fresh[pupil.person_id]),))
        for pupil in pupils
        if pupil.person_id in fresh
    ]


def _way_in(request: HttpRequest, name: str, issued: Issued) -> WayIn:
    link = request.build_absolute_uri(reverse("invitation_link", args=[issued.token]))
    return WayIn(name, link, segno.make(link, error="m").svg_data_uri(scale=4, border=2), issued.expires_at)


def _print(request: HttpRequest, sheets: Sequence[Sheet], *, back: str) -> HttpResponse:
    here = back if back.startswith("/") and not back.startswith("//") else reverse("home")
    return render(request, "access/sheets.html", {"sheets": sheets, "back": here})
