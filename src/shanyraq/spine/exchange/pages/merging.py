"""The merge desk: two cards side by side, what stays is chosen, and a merge can be undone."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.text.dates import day_without_weekday
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.actions.merging import FIELDS, merge_people, part_people
from shanyraq.spine.exchange.actions.telling_apart import ask_again, tell_apart
from shanyraq.spine.exchange.pages.where import own_school
from shanyraq.spine.exchange.queries.likenesses import Pair, likenesses, merges_of, pair, told_apart
from shanyraq.spine.registry import api as registry

NAMES = {
    "family": gettext_lazy("Family name"),
    "given": gettext_lazy("Given name"),
    "patronymic": gettext_lazy("Patronymic"),
    "birth_date": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("Email"),
    "iin": gettext_lazy("IIN"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both cards."""

    field: str
    name: str
    one: str
    two: str
    takes_two: bool

    @property
    def differs(self) -> bool:
        return self.one != self.two


@page(*access.KEEPERS)
@require_safe
def merge_desk(request: HttpRequest) -> HttpResponse:
    """Who stands in the register twice?"""
    school_id = own_school()
    pairs = likenesses(school_id)
    if asks_excel(request):
        lines = [[*one.names, one.why] for one in pairs]
        return as_excel(_("Merge desk"), [_("The first card"), _("The second card"), _("Why")], lines)
    told = {"pairs": pairs, "merges": merges_of(school_id), "apart": told_apart(school_id)}
    return render(request, "exchange/merge_desk.html", told)


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def merge_pair(request: HttpRequest, person_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """GET: are these two one person, and what of each stays? POST: they are one."""
    school_id = own_school()
    both = pair(school_id, person_id, other_id)
    if both is None:
        raise Http404
    refused = ""
    if request.method == "POST" and "apart" in request.POST:
        tell_apart(organisation_id=school_id, person_id=person_id, other_id=other_id)
        messages.success(request, _("Remembered: these are two people. They are not asked about again."))
        return redirect("merge_desk")
    if request.method == "POST":
        taken = [name for name in FIELDS if request.POST.get(name) == "two"]
        try:
            merge_people(organisation_id=school_id, kept_id=person_id, gone_id=other_id, taken=taken, reason=both.why)
        except Denied as denied:
            refused = f"{denied.words} {denied.way}".strip()
        else:
            messages.success(request, _("The two cards are one. This can be undone below."))
            return redirect("merge_desk")
    told = {"pair": both, "fields": compared(both), "refused": refused}
    return render(request, "exchange/merge_pair.html", told, status=422 if refused else 200)


@page(*access.KEEPERS)
@require_POST
def merge_undo(request: HttpRequest, merge_id: uuid.UUID) -> HttpResponse:
    """The two cards stand apart again."""
    try:
        part_people(merge_id=merge_id)
    except Hidden:
        raise
    except Denied as denied:
        messages.error(request, f"{denied.words} {denied.way}".strip())
    else:
        messages.success(request, _("The cards stand apart as before."))
    return redirect("merge_desk")


@page(*access.KEEPERS)
@require_POST
def merge_ask_again(request: HttpRequest, apart_id: uuid.UUID) -> HttpResponse:
    """The pair may be asked about again."""
    ask_again(apart_id=apart_id)
    messages.success(request, _("The pair will be asked about again."))
    return redirect("merge_desk")


def compared(both: Pair) -> list[Compared]:
    """Field by field; an empty one of the first card is filled from the second unless somebody says otherwise."""
    rows = []
    for field, name in NAMES.items():
        one, two = _shown(both.one, field), _shown(both.two, field)
        rows.append(Compared(field, str(name), one, two, takes_two=not one and bool(two)))
    return rows


def _shown(person: registry.StandingPerson, field: str) -> str:
    value = getattr(person, field)
    if field == "birth_date":
        return day_without_weekday(value, language=get_language() or "kk") if value else ""
    if field == "sex":
        return {"m": _("male"), "f": _("female")}.get(value, "")
    return value or ""
