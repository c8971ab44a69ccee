"""Before the week: the working plan, the demands, the classes in parts."""

import uuid
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.actions.demands import change_demand, drop_demand, propose_demands
from shanyraq.learning.timetable.actions.plans import approve_working_plan, propose_working_plan, set_hours
from shanyraq.learning.timetable.actions.subgroups import divide, put_in_part
from shanyraq.learning.timetable.forms import DemandForm, HoursForm
from shanyraq.learning.timetable.pages.grids import plan_grid
from shanyraq.learning.timetable.pages.words import refused, school_of, year_now
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.demands import demand, demands_of
from shanyraq.learning.timetable.queries.divisions import division, divisions_of, taught_subjects
from shanyraq.learning.timetable.queries.judging import rooms_of
from shanyraq.learning.timetable.queries.plans import plan_lines, proposed_divisions, working_plan
from shanyraq.learning.timetable.queries.words import demand_words
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year as reference_year


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def working_plan_page(request: HttpRequest) -> HttpResponse:
    """How many hours has each class of each subject, and has the head approved it?"""
    organisation_id, year = school_of(request), year_now()
    plan = working_plan(organisation_id, school_year=year)
    groups = [group for group in registry.groups_of(organisation_id, school_year=year) if group.grade]
    form = HoursForm(request.POST if request.POST.get("act") == "hours" else None, groups=groups)
    if request.method == "POST" and _plan_changed(request, organisation_id, year, plan.id if plan else None, form):
        return HttpResponseRedirect(reverse("working_plan"))
    lines = plan_lines(plan.id) if plan else []
    context = {
        "plan": plan,
        "grid": plan_grid(groups, lines, day=reference_year(year).lessons_from),
        "form": form,
        "may_approve": bool(plan and not plan.is_approved and lines and current_scope().at("director")),
        "unplanned": len({group.id for group in groups} - {line.group_id for line in lines}),
        "year": f"{year}–{year + 1}",
    }
    return render(request, "timetable/working_plan.html", context, status=422 if form.errors else 200)


def _plan_changed(
    request: HttpRequest, organisation_id: uuid.UUID, year: int, plan_id: uuid.UUID | None, form: HoursForm
) -> bool:
    """Whether what was asked stands; where not, the form or a message says why."""
    act = request.POST.get("act")
    try:
        if act == "propose":
            propose_working_plan(organisation_id=organisation_id, school_year=year)
        elif act == "approve" and plan_id:
            approve_working_plan(plan_id=plan_id)
        elif act == "hours" and plan_id and form.is_valid():
            set_hours(plan_id=plan_id, **form.cleaned_data)
        else:
            return False
    except Hidden:
        raise
    except Denied as refusal:
        return refused(request, refusal, form if form.is_bound else None)
    messages.success(request, _("The working plan is saved."))
    return True


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def demands_page(request: HttpRequest) -> HttpResponse:
    """What must the week hold?"""
    organisation_id, year = school_of(request), year_now()
    if request.method == "POST":
        added = propose_demands(organisation_id=organisation_id, school_year=year)
        messages.success(request, _("Demands added: %(number)s.") % {"number": added})
        return HttpResponseRedirect(reverse("demands"))
    rows = demands_of(organisation_id, school_year=year)
    groups = list({row.group_id: row.group for row in rows}.items())
    asked = request.GET.get("class", "")
    chosen = next((group for group, _name in groups if str(group) == asked), groups[0][0] if groups else None)
    context = {
        "rows": [row for row in rows if row.group_id == chosen],
        "groups": groups,
        "chosen": chosen,
        "number": len(rows),
        "vacant": [row for row in rows if row.teacher_id is None],
        "lessons": sum((Decimal(row.halves) / 2 for row in rows if row.group_id == chosen), Decimal()),
    }
    return render(request, "timetable/demands.html", context)


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def demand_page(request: HttpRequest, demand_id: uuid.UUID) -> HttpResponse:
    """Who teaches this, how often, in which room?"""
    row = demand(demand_id)
    if row is None:
        raise Hidden(_("Nobody asks for this lesson any more."))
    organisation_id = _organisation_of(row.group_id)
    staff = registry.employees_of([organisation_id], day=clock.today())
    form = DemandForm(
        request.POST or None, staff=staff, rooms=rooms_of(organisation_id),
        initial={
            "teacher_id": row.teacher_id, "every_week": row.every_week, "every_second_week": row.every_second_week,
            "room_kind": row.room_kind, "room_id": row.room_id,
        },
    )  # fmt: skip
    back = f"{reverse('demands')}?class={row.group_id}"
    if request.method == "POST" and request.POST.get("act") == "drop":
        drop_demand(demand_id=demand_id)
        return HttpResponseRedirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            change_demand(demand_id=demand_id, **form.cleaned_data)
            return HttpResponseRedirect(back)
        except Denied as refusal:
            refused(request, refusal, form)
    context = {"row": row, "words": demand_words(row), "form": form, "back": back}
    return render(request, "timetable/demand.html", context, status=422 if form.errors else 200)


def _organisation_of(group_id: uuid.UUID) -> uuid.UUID:
    group = next(iter(registry.groups([group_id])), None)
    if group is None:
        raise Hidden(_("There is no such class."))
    return group.organisation_id


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def divisions_page(request: HttpRequest) -> HttpResponse:
    """Which classes learn in parts, and which ought to by the rules?"""
    organisation_id, year, today = school_of(request), year_now(), clock.today()
    since = max(today, reference_year(year).lessons_from)
    groups = [group for group in registry.groups_of(organisation_id, school_year=year) if group.grade]
    taught = taught_subjects(organisation_id, school_year=year)
    proposed = proposed_divisions(organisation_id, groups, taught, day=since)
    if request.method == "POST":
        wanted = [one for one in proposed if one.key in request.POST.getlist("division")]
        for one in wanted:
            divide(
                organisation_id=organisation_id, group_id=one.group.id, subjects=one.subjects, since=since,
                basis=one.basis,
            )  # fmt: skip
        messages.success(request, _("Classes divided: %(number)s.") % {"number": len(wanted)})
        return HttpResponseRedirect(reverse("divisions"))
    return render(
        request, "timetable/divisions.html", {"rows": divisions_of(organisation_id, day=since), "proposed": proposed}
    )


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def division_page(request: HttpRequest, division_id: uuid.UUID) -> HttpResponse:
    """Who is in which part?"""
    today = clock.today()
    shown = division(division_id, day=today)
    if shown is None:
        raise Hidden(_("There is no such division."))
    if request.method == "POST":
        moved = 0
        for pupil in shown.pupils:
            asked = request.POST.get(f"part-{pupil.id}", "")
            if asked.isdigit() and int(asked) != pupil.part:
                put_in_part(division_id=division_id, person_id=pupil.id, number=int(asked), since=today)
                moved += 1
        messages.success(request, _("Pupils moved to another part: %(number)s.") % {"number": moved})
        return HttpResponseRedirect(reverse("division", args=[division_id]))
    return render(request, "timetable/division.html", {"division": shown})
