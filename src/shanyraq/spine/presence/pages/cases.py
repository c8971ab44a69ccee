"""Cases: where witnesses disagree about a child's day, and who finds out."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.kernel.ui.marks import Tone
from shanyraq.spine.access import api as access
from shanyraq.spine.presence.actions.cases import close_case
from shanyraq.spine.presence.forms import CloseForm
from shanyraq.spine.presence.projections.days import decisions_of
from shanyraq.spine.presence.queries.cases import CaseRow, case, open_cases
from shanyraq.spine.presence.rules import ABSENT, Witness
from shanyraq.spine.registry import api as registry

FINDERS = (access.Role.CLASS_TEACHER, *access.HEADS)


@dataclass(frozen=True, slots=True)
class Listed:
    """An open case in the list."""

    row: CaseRow
    group: str
    late: bool


@dataclass(frozen=True, slots=True)
class Word:
    """One thing a witness said."""

    at: str
    words: str
    tone: str
    disputed: bool


def answered_for(row: CaseRow) -> bool:
    """Whether the reader is the class teacher of the child's group, or a head of the organisation."""
    scope = current_scope()
    return row.group_id in scope.led_groups or row.organisation_id in scope.at(*access.HEADS)


@page(*FINDERS)
def cases(request: HttpRequest) -> HttpResponse:
    """Which children should I ask about, the nearest deadline first?"""
    now = clock.now()
    rows = [row for row in open_cases(limit=200) if answered_for(row)]
    names = {group.id: group.name for group in registry.groups({row.group_id for row in rows if row.group_id})}
    listed = [Listed(row, names.get(row.group_id, "") if row.group_id else "", row.is_late(now)) for row in rows]
    if asks_excel(request):
        columns = [_("Name"), _("Class"), _("Question"), _("Opened"), _("Deadline")]
        local = [(one, one.row.at.astimezone(clock.ZONE), one.row.deadline.astimezone(clock.ZONE)) for one in listed]
        lines = [[one.row.person, one.group, str(one.row.kind_words), at, till] for one, at, till in local]
        return as_excel(_("To find out"), columns, lines)
    return render(request, "presence/cases.html", {"cases": listed, "late": sum(one.late for one in listed)})


@page(*FINDERS)
@require_http_methods(["GET", "POST"])
def case_page(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """What did each witness say, and how did it end? The look is written down for the family."""
    row = case(case_id)
    if row is None or not answered_for(row):
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and _closed(form, row):
        messages.success(request, _("The case is settled. The family can read how it ended."))
        return redirect("case", case_id=case_id)
    access.log_look(child_id=row.person_id, page="attendance", organisation_id=row.organisation_id)
    return render(request, "presence/case.html", _told(row, form), status=422 if form.errors else 200)


def _closed(form: CloseForm, row: CaseRow) -> bool:
    """Whether the case is closed now; a refusal stands at the field it is about, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        close_case(case_id=row.id, outcome=form.cleaned_data["outcome"], reason=form.cleaned_data["reason"])
    except Denied as refusal:
        form.add_error(refusal.field or None, str(refusal.words))
        return False
    return True


def _told(row: CaseRow, form: CloseForm) -> dict[str, object]:
    reasons = decisions_of([row.person_id], day=row.day)[row.person_id].reasons
    who = {one for one in (row.owner_id, row.closed_by) if one}
    names = registry.names_of(who)
    group = next(iter(registry.groups([row.group_id])), None) if row.group_id else None
    return {
        "case": row,
        "form": form,
        "gate": _words_of(Witness.GATE, reasons, row.at),
        "register": _words_of(Witness.REGISTER, reasons, row.at),
        "owner": names.get(row.owner_id, "") if row.owner_id else "",
        "closer": names.get(row.closed_by, "") if row.closed_by else "",
        "group": group.name if group else "",
        "late": row.is_late(clock.now()),
        "at": row.at.astimezone(clock.ZONE),
    }


def _words_of(witness: Witness, reasons: Sequence[tuple[str, str, str]], at: dt.datetime) -> list[Word]:
    disputed = f"{at.astimezone(clock.ZONE):%H:%M}"
    return [
        Word(
            when,
            str(_said()[says]),
            Tone.CARE if says in ABSENT else Tone.QUIET if says == "out" else Tone.GOOD,
            witness is Witness.REGISTER and when == disputed,
        )
        for spoken, says, when in reasons
        if spoken == witness
    ]


def _said() -> dict[str, str]:
    """What a witness's code says, in words."""
    return {
        "in": _("came in"),
        "out": _("went out"),
        "present": _("present"),
        "late": _("came late"),
        "unexcused": _("absent, no reason known"),
        "ill": _("absent, ill"),
        "excused": _("absent with a reason"),
        "distance": _("learning at a distance"),
        "released": _("released from the lesson"),
    }
