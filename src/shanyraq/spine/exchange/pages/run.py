"""One file on its way in: what it would do, row by row; applied, and undone."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.sheets.api import download
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.kernel.ui.render import bar
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.spine.access import api as access
from shanyraq.spine.exchange.actions.applying import apply_run
from shanyraq.spine.exchange.actions.deciding import decide_line
from shanyraq.spine.exchange.actions.undoing import undo_run
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.exchange.gateways.refused import refused_workbook
from shanyraq.spine.exchange.gateways.words import counted, field_words, verdict_words
from shanyraq.spine.exchange.queries.runs import LineRow, RunCard, refused_lines, run_card, run_lines, whole_run
from shanyraq.spine.exchange.rules.verdicts import Decision, State, Verdict

TONES = {"create": "good", "change": "info", "leave": "quiet", "refuse": "act", "ask": "care"}
ORDER = (Verdict.CREATE, Verdict.CHANGE, Verdict.LEAVE, Verdict.REFUSE, Verdict.ASK)


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def exchange_run(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """GET: what would be done, or was? POST: it is applied, undone, or one row is decided."""
    run = _seen(run_id)
    if request.method == "POST":
        _do(request, run_id)
        return redirect(request.get_full_path())
    if request.GET.get("part") == "progress":
        return render(request, "exchange/_progress.html", progress(run))
    verdict = request.GET.get("verdict", "")
    if asks_excel(request):
        return _lines_sheet(run, verdict if verdict in TONES else "")
    lines = run_lines(run_id, verdict=verdict if verdict in TONES else "", page=_page_asked(request))
    told = {
        "run": run,
        "sentence": sentence_of(run),
        "others": [line for kind in _kinds(run)[1:] if (line := line_of(run, kind))],
        "tabs": _tabs(run),
        "current": _address(run.id, verdict if verdict in TONES else ""),
        "lines": lines,
        "rows": [(row, TONES[row.verdict], _changes(row), _reasons(row), _stood(row)) for row in lines.rows],
        "before": _further(run_id, verdict, lines.page - 1) if lines.page > 1 else "",
        "after": _further(run_id, verdict, lines.page + 1) if lines.page < lines.pages else "",
        "refused": run.totals[Verdict.REFUSE] + run.totals[Verdict.ASK],
        "decides": run.state == State.READ,
    }
    return render(request, "exchange/run.html", told | progress(run))


def _lines_sheet(run: RunCard, verdict: str) -> HttpResponse:
    """Every row of the tab, not of one leaf of it."""
    columns = [_("Sheet"), _("Row"), _("Kind"), _("Name"), _("What is done"), _("Changes"), _("Reason")]
    lines = (
        [row.sheet, row.row, str(row.kind_words), row.title, str(row.verdict_words),
         "; ".join(f"{field}: {before or '—'} → {after or '—'}" for field, before, after in _changes(row)),
         "; ".join(words for _field, words, _entered, _grave in _reasons(row))]
        for row in whole_run(run.id, verdict=verdict)
    )  # fmt: skip
    chosen = next((str(tab.title) for tab in _tabs(run) if verdict and tab.url == _address(run.id, verdict)), "")
    return as_excel(_("Rows of a list"), columns, lines, whose=run.filename, filters=chosen)


def progress(run: RunCard) -> dict[str, object]:
    """What the moving part shows; once the run stands still, the page is asked for anew."""
    words = {
        State.READING: _("The list is being compared with the register."),
        State.APPLYING: _("The rows are being written into the register."),
    }.get(State(run.state), "")
    return {"run": run, "bar": bar(run.percent, label=f"{run.percent} %"), "words": words}


def _do(request: HttpRequest, run_id: uuid.UUID) -> None:
    acts: dict[str, Callable[[], str]] = {
        "apply": lambda: _applied(run_id),
        "undo": lambda: _undone(run_id),
        "decide": lambda: _decided(request, run_id),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        messages.success(request, act())
    except Hidden:
        raise
    except Denied as denied:
        messages.error(request, f"{denied.words} {denied.way}".strip())


def _applied(run_id: uuid.UUID) -> str:
    apply_run(run_id=run_id)
    if _seen(run_id).state == State.APPLIED:
        return _("The rows stand in the register.")
    return _("The rows are being written into the register. You may leave this page.")


def _undone(run_id: uuid.UUID) -> str:
    undo_run(run_id=run_id)
    return _("The import was undone: the register is as it was before.")


def _decided(request: HttpRequest, run_id: uuid.UUID) -> str:
    said, _colon, target = request.POST.get("decision", "").partition(":")
    if said not in {each.value for each in Decision} or not request.POST.get("number", "").isdigit():
        raise Http404
    try:
        chosen = uuid.UUID(target) if target else None
    except ValueError:
        raise Http404 from None
    decide_line(run_id=run_id, number=int(request.POST["number"]), decision=said, candidate_id=chosen)
    return _("Remembered.")


def sentence_of(run: RunCard) -> str:
    """«1 204 оқушы: 1 150 жаңа, 40 өзгереді, 10 өзгеріссіз қалады, 4 қабылданбады.»"""
    kinds = _kinds(run)
    return line_of(run, kinds[0]) if kinds else run.state_words


def line_of(run: RunCard, kind: str) -> str:
    numbers = run.counts.get(kind, {})
    parts = [verdict_words(verdict, numbers[verdict]) for verdict in ORDER if numbers.get(verdict)]
    return f"{counted(kind, sum(numbers.values()))}: {', '.join(parts)}." if parts else ""


def _kinds(run: RunCard) -> list[str]:
    """The kinds of the run, the greatest first; of equals pupils."""
    return sorted(run.counts, key=lambda kind: (-sum(run.counts[kind].values()), kind != Kind.PUPIL))


def _tabs(run: RunCard) -> list[Tab]:
    words = {
        Verdict.CREATE: _("New rows"),
        Verdict.CHANGE: _("Changes"),
        Verdict.LEAVE: _("As it is"),
        Verdict.REFUSE: _("Not accepted"),
        Verdict.ASK: _("Asks you"),
    }
    shown = [Tab(words[each], _address(run.id, each), run.totals[each]) for each in ORDER if run.totals[each]]
    return [Tab(_("All"), _address(run.id, ""), sum(run.totals.values())), *shown]


def _address(run_id: uuid.UUID, verdict: str) -> str:
    return reverse("exchange_run", args=[run_id]) + (f"?{urlencode({'verdict': verdict})}" if verdict else "")


def _further(run_id: uuid.UUID, verdict: str, number: int) -> str:
    asked = {"verdict": verdict} if verdict in TONES else {}
    return f"{reverse('exchange_run', args=[run_id])}?{urlencode(asked | {'page': number})}"


def _changes(row: LineRow) -> list[tuple[str, str, str]]:
    return [(field_words(each.field), each.before, each.after) for each in row.changes]


def _reasons(row: LineRow) -> list[tuple[str, str, str, bool]]:
    return [
        (field_words(each.field) if each.field else "", each.words, each.entered, each.grave) for each in row.reasons
    ]


def _stood(row: LineRow) -> list[tuple[str, str]]:
    """The row of the file itself, without its empty cells."""
    return [(heading, value) for heading, value in row.raw.items() if value]


def _page_asked(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _seen(run_id: uuid.UUID) -> RunCard:
    run = run_card(run_id)
    if run is None:
        raise Http404
    return run


@page(*access.KEEPERS)
@require_safe
def exchange_refused(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The refused rows as a file, with the reason in the last column but one."""
    run = _seen(run_id)
    stem = run.filename.rpartition(".")[0] or run.filename
    data = refused_workbook(refused_lines(run_id), reason=_("Reason"))
    return download(f"{stem} - {_('refused rows')}.xlsx", data)
