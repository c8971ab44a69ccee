"""The import desk: templates go out, lists come in."""

import uuid
from typing import IO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import download
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.actions.reading import open_run
from shanyraq.spine.exchange.forms import UploadForm
from shanyraq.spine.exchange.gateways.lists import Note, Reading, read_lists
from shanyraq.spine.exchange.gateways.oneroster import is_oneroster, manifest_of, read_oneroster
from shanyraq.spine.exchange.gateways.templates import OFFICE, SCHOOL, template_workbook
from shanyraq.spine.exchange.gateways.uploads import Upload, keep
from shanyraq.spine.exchange.gateways.words import kind_words
from shanyraq.spine.exchange.pages.where import own_school
from shanyraq.spine.exchange.queries.headings import all_teachings
from shanyraq.spine.exchange.queries.runs import runs_of
from shanyraq.spine.exchange.rules.verdicts import Verdict
from shanyraq.spine.registry import api as registry

SOURCE = "excel"
NOTED = 5
OFFICES = (access.Role.OFFICE_HEAD, access.Role.OFFICE)


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """GET: which list do you bring? POST: it is read, and shown or asked about."""
    school_id = own_school()
    if asks_excel(request):
        return _runs_sheet(school_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, school_id, form)
        except Hidden:
            raise
        except Denied as denied:
            form.add_error("file", f"{denied.words} {denied.way}".strip())
    kinds = [(kind.value, kind_words(kind)) for kind in SCHOOL]
    told = {"form": form, "kinds": kinds, "runs": runs_of(school_id), "school": registry.organisation(school_id)}
    return render(request, "exchange/desk.html", told, status=422 if form.errors else 200)


def _runs_sheet(school_id: uuid.UUID) -> HttpResponse:
    columns = [_("File"), _("Brought"), _("State"), _("New rows"), _("Changes"), _("Not accepted")]
    lines = [
        [run.filename, run.opened_at.astimezone(clock.ZONE), str(run.state_words), run.totals[Verdict.CREATE],
         run.totals[Verdict.CHANGE], run.totals[Verdict.REFUSE]]
        for run in runs_of(school_id)
    ]  # fmt: skip
    school = registry.organisation(school_id)
    return as_excel(_("Lists brought so far"), columns, lines, whose=school.short if school else "")


def _brought(request: HttpRequest, school_id: uuid.UUID, form: UploadForm) -> HttpResponse:
    brought = form.cleaned_data["file"]
    if is_oneroster(brought.file):
        return _handed_over(school_id, brought.name, brought.file)
    data, kind = brought.read(), form.cleaned_data["kind"]
    reading = read_lists(
        data, brought.name, today=clock.today(), kinds={"": kind} if kind else {}, known=all_teachings(school_id)
    )
    if reading.asks:
        upload = keep(data, brought.name, organisation_id=school_id, kind=kind, now=clock.now())
        return redirect(headings_url(upload))
    return opened(request, school_id, brought.name, reading)


def _handed_over(school_id: uuid.UUID, filename: str, file: IO[bytes]) -> HttpResponse:
    """A OneRoster zip of another system needs no questions about headings: its run is opened and shown."""
    source, records = manifest_of(file).system, read_oneroster(file)
    run_id = open_run(organisation_id=school_id, source=source, filename=filename[:200], records=records)
    return redirect("exchange_run", run_id=run_id)


def headings_url(upload: Upload) -> str:
    return f"{reverse('exchange_headings')}?{urlencode({'file': upload.token})}"


def opened(request: HttpRequest, school_id: uuid.UUID, filename: str, reading: Reading) -> HttpResponse:
    """The run is opened and shown; what was left aside is said."""
    if not reading.records:
        raise Denied(_("No row of a list was found in this file."), way=_("Take a template and compare the headings."))
    run_id = open_run(organisation_id=school_id, source=SOURCE, filename=filename[:200], records=reading.records)
    if reading.notes:
        messages.info(request, " ".join(note_words(note) for note in reading.notes[:NOTED]))
    return redirect("exchange_run", run_id=run_id)


def note_words(note: Note) -> str:
    where = {"sheet": note.place.sheet, "row": note.place.row, "words": note.message}
    return (_("“%(sheet)s”, row %(row)s: %(words)s") if note.place.sheet else _("Row %(row)s: %(words)s")) % where


@page(*OFFICES)
@require_safe
def exchange_of_office(request: HttpRequest) -> HttpResponse:
    """Which lists does a territory bring, and in which form do they go out to the schools?"""
    kinds = [(kind.value, kind_words(kind)) for kind in (*OFFICE, *SCHOOL)]
    return render(request, "exchange/office.html", {"kinds": kinds})


@page(*access.KEEPERS, *OFFICES)
@require_safe
def exchange_template(request: HttpRequest) -> HttpResponse:
    """A workbook to be filled: of one kind, or of everything that a school has."""
    wanted = request.GET.get("kind", "")
    offered = [*SCHOOL, *OFFICE]
    kinds = [kind for kind in offered if kind == wanted] if wanted else offered[: len(SCHOOL)]
    if not kinds:
        raise Http404
    classes = [group.name for group in _classes()]
    name = kind_words(kinds[0]) if wanted else _("Lists of a school")
    return download(f"{name}.xlsx", template_workbook(kinds, classes=classes))


def _classes() -> list[registry.GroupRow]:
    if not current_scope().has(*access.KEEPERS):
        return []
    return registry.groups_of(own_school(), school_year=registry.school_year_of(clock.today()).year)
