"""Snapshots for statistics: a school's campaigns, an office's list, and one snapshot with its moves."""

import uuid
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import Cell
from shanyraq.kernel.ui.excel import as_excel, asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, status
from shanyraq.spine.access import api as access
from shanyraq.spine.quality.actions.snapshots import (
    accept_snapshot,
    prepare_snapshot,
    return_snapshot,
    submit_snapshot,
)
from shanyraq.spine.quality.forms import GroundForm
from shanyraq.spine.quality.pages.office import own_path
from shanyraq.spine.quality.policies import OFFICES, may_decide, may_submit
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.findings import own_organisation
from shanyraq.spine.quality.queries.snapshots import (
    CampaignLine,
    SchoolLine,
    SnapshotPage,
    campaigns_of,
    schools_in,
    snapshot_page,
)
from shanyraq.spine.quality.reference.campaigns import begun_by, campaign
from shanyraq.spine.quality.rules.counting import State, Step

READERS = (*access.KEEPERS, *OFFICES)


@page(*READERS)
@require_http_methods(["GET", "POST"])
def snapshots(request: HttpRequest) -> HttpResponse:
    """Which numbers are due, and where do they stand? A school prepares; an office sees who has not submitted."""
    scope, today = current_scope(), clock.today()
    kept = sorted(scope.at(*access.KEEPERS), key=lambda one: one.hex)
    if not kept:
        return _of_office(request)
    school = own_organisation(scope) or kept[0]
    if request.method == "POST":
        return _prepared(request, school)
    lines = campaigns_of(school, day=today)
    if asks_excel(request):
        return _campaigns_sheet(lines)
    told = {"lines": lines, "late": sum(line.late for line in lines), "today": today}
    return render(request, "quality/snapshots.html", told)


def _campaigns_sheet(lines: Sequence[CampaignLine]) -> HttpResponse:
    columns = [_("Campaign"), _("Counted on"), _("Last day"), _("State")]
    rows = [
        (line.title, line.campaign.counts_on, line.campaign.due,
         str(line.snapshot.state_words) if line.snapshot else _("overdue") if line.late else _("not begun"))
        for line in lines
    ]  # fmt: skip
    return as_excel(_("Campaigns"), columns, rows)


def _prepared(request: HttpRequest, school: uuid.UUID) -> HttpResponse:
    try:
        made = prepare_snapshot(organisation_id=school, key=request.POST.get("campaign", "")[:40])
    except Denied as refusal:
        messages.error(request, str(refusal.words))
        return redirect("snapshots")
    return redirect("snapshot", snapshot_id=made)


def _of_office(request: HttpRequest) -> HttpResponse:
    begun = begun_by(clock.today())
    chosen = campaign(request.GET.get("campaign", "")[:40]) or (begun[0] if begun else None)
    lines = schools_in(chosen.key, under=own_path(current_scope())) if chosen else []
    if asks_excel(request):
        return grid_as_excel(_schools_grid(lines), filters=words.campaign_words(chosen.key) if chosen else "")
    told = {
        "chosen": chosen,
        "title": words.campaign_words(chosen.key) if chosen else "",
        "campaigns": [(one.key, words.campaign_words(one.key)) for one in begun],
        "grid": _schools_grid(lines),
        "waiting": sum(line.waits for line in lines),
        "missing": sum(line.is_missing for line in lines),
    }
    return render(request, "quality/snapshots_of_office.html", told)


def _schools_grid(lines: list[SchoolLine]) -> Grid:
    """Who waits for a decision stands first, then who has not submitted; a name leads to the numbers."""
    columns = [
        Column(_("School"), sortable=True),
        Column(_("State")),
        Column(_("Learners"), numeric=True, sortable=True),
    ]
    rows: list[list[object]] = []
    for line in lines:
        found = line.snapshot
        if found is None:
            rows.append([line.name, cell(status(_("not begun"), tone="care")), ""])
            continue
        head = format_html('<a href="{}">{}</a>', reverse("snapshot", args=[found.id]), line.name)
        rows.append([head, cell(status(found.state_words, tone=found.tone)), int(found.figures.get("learners", "0"))])
    return Grid(columns, rows, caption=_("Schools"), empty=_("There are no schools here yet."))


@page(*READERS)
@require_http_methods(["GET", "POST"])
def snapshot(request: HttpRequest, snapshot_id: uuid.UUID) -> HttpResponse:
    """What are the numbers, who has answered for them, and what has changed since?"""
    found = _found(snapshot_id)
    if asks_excel(request):
        return _numbers_sheet(found)
    scope = current_scope()
    may = {
        "submit": found.row.state == State.PREPARED and may_submit(scope, snapshot_id=snapshot_id),
        "decide": found.row.state == State.SUBMITTED and may_decide(scope, snapshot_id=snapshot_id),
        "prepare": found.row.state in (State.PREPARED, State.RETURNED)
        and found.row.organisation_id in scope.at(*access.KEEPERS),
    }
    form = GroundForm(request.POST or None, codes=tuple((line.code, line.words) for line in found.lines))
    if request.method == "POST" and _moved(form, snapshot_id, request.POST.get("act", "")):
        messages.success(request, _("Done: the move is kept and sealed."))
        return redirect("snapshot", snapshot_id=snapshot_id)
    told = {"page": found, "row": found.row, "may": may, "form": form, "since": _since(found)}
    told["moves"] = [(move, _step_words(move.move)) for move in found.moves]
    return render(request, "quality/snapshot.html", told, status=422 if form.errors else 200)


def _found(snapshot_id: uuid.UUID) -> SnapshotPage:
    found = snapshot_page(snapshot_id, day=clock.today())
    if found is None:
        raise Http404
    return found


def _moved(form: GroundForm, snapshot_id: uuid.UUID, act: str) -> bool:
    """Whether the move was made; a refusal stands above the form, and nothing typed is lost."""
    if not form.is_valid():
        return False
    ground = form.cleaned_data["ground"]
    acts: dict[str, Callable[[], None]] = {
        "submit": lambda: submit_snapshot(snapshot_id=snapshot_id, ground=ground),
        "accept": lambda: accept_snapshot(snapshot_id=snapshot_id, ground=ground),
        "return": lambda: return_snapshot(snapshot_id=snapshot_id, ground=ground, remarks=form.remarks),
    }
    if act not in acts:
        form.add_error(None, _("Choose what to do."))
        return False
    try:
        acts[act]()
    except Denied as refusal:
        form.add_error(refusal.field or None, f"{refusal.words} {refusal.way}".strip())
        return False
    return True


def _since(found: SnapshotPage) -> list[tuple[str, list[tuple[str, int, list[str]]]]]:
    """The differences in words, each with the names beneath it; empty where nothing has changed."""
    if found.since is None:
        return []
    names = found.since.names
    parts = []
    for title, told in (
        (_("Moves since the day of counting"), found.since.moved),
        (_("Corrections of that day itself, entered later"), found.since.corrected),
    ):
        kinds = [
            (_("admitted"), told.admitted), (_("left"), told.left), (_("moved to another class"), told.moved),
            (_("data corrected"), told.corrected), (_("posts opened"), told.posts_opened),
            (_("posts ended"), told.posts_ended),
        ]  # fmt: skip
        lines = [(words, len(ids), [names.get(one, "—") for one in ids]) for words, ids in kinds if ids]
        if lines:
            parts.append((title, lines))
    return parts


def _step_words(step: str) -> str:
    return {
        Step.PREPARED.value: _("counted and frozen"),
        Step.SUBMITTED.value: _("submitted to the office"),
        Step.RETURNED.value: _("returned with remarks"),
        Step.ACCEPTED.value: _("accepted by the office"),
    }[step]


def _numbers_sheet(found: SnapshotPage) -> HttpResponse:
    """The numbers, and under them the digest of the rows they are made of."""
    rows: list[tuple[Cell, ...]] = [
        (line.words, int(line.value) if line.value.isdigit() else line.value, line.remark) for line in found.lines
    ]
    digest = f"{_('Digest of the rows')} {found.row.digest}"
    columns = [_("Figure"), _("Number"), _("Remark")]
    return as_excel(found.row.campaign_words, columns, rows, whose=f"{found.school} · {digest}")
