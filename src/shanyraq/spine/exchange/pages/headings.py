"""Headings that nobody knows yet: asked once, remembered for the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.actions.headings import teach_headings
from shanyraq.spine.exchange.forms import TableForm
from shanyraq.spine.exchange.gateways.cells import as_entered
from shanyraq.spine.exchange.gateways.lists import Reading, read_lists
from shanyraq.spine.exchange.gateways.sheets import Table
from shanyraq.spine.exchange.gateways.uploads import Upload
from shanyraq.spine.exchange.gateways.words import kind_words, slot_words
from shanyraq.spine.exchange.pages.desk import headings_url, opened
from shanyraq.spine.exchange.pages.where import own_upload
from shanyraq.spine.exchange.queries.headings import all_teachings
from shanyraq.spine.exchange.rules.fields import NOT_TAKEN

SHOWN = 3


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def exchange_headings(request: HttpRequest) -> HttpResponse:
    """GET: what do these columns hold? POST: it is remembered, and the list is read."""
    upload = own_upload(request)
    try:
        reading = _read(upload)
        if not reading.asks:
            return _done(request, upload, reading)
        forms = [TableForm(table, request.POST or None, prefix=f"t{at}") for at, table in enumerate(reading.asks)]
        if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
            return _answered(request, upload, forms)
    except Hidden:
        raise
    except Denied as denied:
        messages.error(request, f"{denied.words} {denied.way}".strip())
        return redirect("exchange")
    tables = [(form, form.table, _first_rows(form.table), kind_words(form.table.kind)) for form in forms]
    told = {"upload": upload, "tables": tables}
    return render(request, "exchange/headings.html", told, status=422 if request.method == "POST" else 200)


def _read(upload: Upload) -> Reading:
    known = all_teachings(upload.organisation_id)
    return read_lists(upload.data(), upload.filename, today=clock.today(), kinds=upload.kinds, known=known)


def _answered(request: HttpRequest, upload: Upload, forms: list[TableForm]) -> HttpResponse:
    kinds: dict[str, str] = {}
    for form in forms:
        if form.table.kind:
            kind, fields = form.table.kind, form.headings()
            teach_headings(organisation_id=upload.organisation_id, kind=kind, fields=fields)
        kinds[form.table.sheet] = form.table.kind or form.cleaned_data["kind"]
    upload = upload.explained(kinds)
    reading = _read(upload)
    if reading.asks:
        return redirect(headings_url(upload))
    return _done(request, upload, reading)


def _done(request: HttpRequest, upload: Upload, reading: Reading) -> HttpResponse:
    answer = opened(request, upload.organisation_id, upload.filename, reading)
    upload.forget()
    return answer


def _first_rows(table: Table) -> tuple[list[str], list[list[str]]]:
    """The headings as the person knows them with what each is taken for, and the first rows below."""
    heads = [_head(column.heading, column.slot, asked=bool(column.rivals)) for column in table.columns]
    lines = [cells for _number, cells in table.lines[:SHOWN]]
    rows = [
        [as_entered(cells[c.position])[:40] if c.position < len(cells) else "" for c in table.columns]
        for cells in lines
    ]
    return heads, rows


def _head(heading: str, slot: str, *, asked: bool) -> str:
    if asked or not slot:
        return f"{heading} → ?"
    return f"{heading} → {_('left out') if slot == NOT_TAKEN else slot_words(slot)}"
