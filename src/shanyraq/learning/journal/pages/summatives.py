"""The calendar of summative tests: of a class, where it is planned, and of the whole school."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.render import Column, Grid, cell, link
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.actions.summatives import cancel_summative, move_summative, plan_summatives
from shanyraq.learning.journal.forms import MoveForm, PlanForm
from shanyraq.learning.journal.models.words import PERIOD_WORDS, REFUSALS, TEST_SHORT
from shanyraq.learning.journal.pages.acting import obeyed
from shanyraq.learning.journal.policies import HEADS, WRITERS
from shanyraq.learning.journal.queries.plannable import plannable
from shanyraq.learning.journal.queries.summatives import summative, summatives_of_group, summatives_of_organisation
from shanyraq.learning.journal.queries.term_rows import TestRow
from shanyraq.learning.journal.queries.terms import current_quarter, group_or_hidden
from shanyraq.learning.journal.rules.register import Refusal
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.learning.journal.rules.term_drafts import TestDraft
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import Quarter, quarters_of


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def class_tests(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """GET: the class's tests of a quarter, by week. POST: one more is planned."""
    group = group_or_hidden(group_id)
    quarter = _quarter(request)
    subjects = plannable(group, year=quarter.year)
    form = PlanForm(request.POST or None, subjects=subjects, initial={"subject": request.GET.get("subject", "")})
    if request.method == "POST" and _planned(request, form, group_id):
        return HttpResponseRedirect(request.get_full_path())
    rows = summatives_of_group(group_id, first=quarter.first, last=quarter.last)
    context = {
        "group": group,
        "rows": rows,
        "weeks": _weeks(rows, quarter),
        "quarter": quarter,
        "tabs": _tabs(request.path),
        "current": f"{request.path}?quarter={quarter.number}",
        "form": form if subjects else None,
        "today": clock.today(),
    }
    return render(request, "journal/class_tests.html", context, status=422 if form.errors else 200)


def _quarter(request: HttpRequest) -> Quarter:
    year, now = current_quarter(clock.today())
    asked = request.GET.get("quarter", "")
    return quarters_of(year)[(int(asked) if asked in {"1", "2", "3", "4"} else now) - 1]


def _tabs(path: str) -> list[Tab]:
    return [Tab(PERIOD_WORDS[f"q{each}"], f"{path}?quarter={each}") for each in (1, 2, 3, 4)]


def _planned(request: HttpRequest, form: PlanForm, group_id: uuid.UUID) -> bool:
    def act() -> None:
        typed = form.cleaned_data
        draft = TestDraft(
            group_id=group_id, subject=typed["subject"], test=Test(typed["test"]), day=typed["day"],
            maximum=typed["maximum"], title=typed["title"],
        )  # fmt: skip
        plan_summatives(drafts=[draft])

    return _done(request, form, act, _("The test stands in the calendar."))


def _done(request: HttpRequest, form: Any, act: Any, words: str) -> bool:
    if not obeyed(form, act):
        return False
    messages.success(request, words)
    return True


Week = tuple[dt.date, dt.date, list[tuple[dt.date, list[TestRow]]]]


def _weeks(rows: Sequence[TestRow], quarter: Quarter) -> list[Week]:
    """The weeks of the quarter, each with its five days."""
    by_day: dict[dt.date, list[TestRow]] = defaultdict(list)
    for row in rows:
        by_day[row.day].append(row)
    monday = quarter.first - dt.timedelta(days=quarter.first.weekday())
    weeks: list[Week] = []
    while monday <= quarter.last:
        days = [monday + dt.timedelta(days=at) for at in range(5)]
        weeks.append((days[0], days[-1], [(day, by_day.get(day, [])) for day in days]))
        monday += dt.timedelta(days=7)
    return weeks


@page(*HEADS)
@require_GET
def school_tests(request: HttpRequest) -> HttpResponse:
    """Which classes write which quarter tests when? Weeks as columns, classes as rows."""
    quarter = _quarter(request)
    rows = [
        row
        for each in sorted(current_scope().at(*HEADS), key=str)
        for row in summatives_of_organisation(each, first=quarter.first, last=quarter.last)
    ]
    groups = [
        group
        for each in sorted(current_scope().at(*HEADS), key=str)
        for group in registry.groups_of(each, school_year=quarter.year)
    ]
    context = {
        "grid": _school_grid(rows, groups, quarter),
        "tabs": _tabs(request.path),
        "current": f"{request.path}?quarter={quarter.number}",
        "sor": sum(row.test is Test.SOR for row in rows),
        "soch": sum(row.test is Test.SOCH for row in rows),
    }
    return render(request, "journal/school_tests.html", context)


def _school_grid(rows: Sequence[TestRow], groups: Sequence[registry.GroupRow], quarter: Quarter) -> Grid:
    """A cell says how many tests of each kind the class has in the week."""
    counted: dict[tuple[uuid.UUID, dt.date, Test], int] = defaultdict(int)
    for row in rows:
        counted[row.group_id, row.day - dt.timedelta(days=row.day.weekday()), row.test] += 1
    weeks = [monday for monday, _friday, _days in _weeks([], quarter)]
    return Grid(
        columns=[Column(_("Class")), *(Column(f"{monday:%d.%m}", narrow=True) for monday in weeks)],
        rows=[_school_row(group, weeks, counted, quarter) for group in groups],
        caption=_("Tests by class and week"),
        empty=_("There are no classes yet."),
        css="tests-grid",
    )


def _school_row(
    group: registry.GroupRow, weeks: Sequence[dt.date], counted: dict[tuple[uuid.UUID, dt.date, Test], int],
    quarter: Quarter,
) -> list[Any]:  # fmt: skip
    url = f"{reverse('class_tests', args=[group.id])}?quarter={quarter.number}"
    name = link(url, group.name)
    return [
        name,
        *(_week_cell([counted[group.id, monday, test] for test in (Test.SOR, Test.SOCH)]) for monday in weeks),
    ]


def _week_cell(numbers: Sequence[int]) -> Any:
    sor, soch = numbers
    parts = [f"{TEST_SHORT[test]} {number}" for test, number in ((Test.SOR, sor), (Test.SOCH, soch)) if number]
    return cell(" · ".join(parts), css="has-soch" if soch else "")


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def plan_of_test(request: HttpRequest, summative_id: uuid.UUID) -> HttpResponse:
    """GET: the test's day, points and title. POST: they change, or the test is cancelled."""
    row = summative(summative_id)
    if row is None:
        raise Http404(str(REFUSALS[Refusal.UNKNOWN_TEST][0]))
    back = reverse("class_tests", args=[row.group_id]) + f"?quarter={row.quarter}"
    initial = {"day": row.day, "maximum": row.maximum, "title": row.title}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if request.POST.get("act") == "cancel":
            cancel_summative(summative_id=summative_id)
            messages.success(request, _("The test is cancelled."))
            return HttpResponseRedirect(back)
        moved = _done(
            request,
            form,
            lambda: move_summative(summative_id=summative_id, **form.cleaned_data),
            _("The test is moved."),
        )
        if moved:
            return HttpResponseRedirect(back)
    context = {"row": row, "form": form, "back": back, "kind": TEST_SHORT[row.test]}
    return render(request, "journal/plan_of_test.html", context, status=422 if form.errors else 200)
