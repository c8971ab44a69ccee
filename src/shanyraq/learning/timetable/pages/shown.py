"""The week for everybody who lives by it: of a class, a teacher, a room, and the own one."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.pages.words import year_now
from shanyraq.learning.timetable.policies import STAFF
from shanyraq.learning.timetable.queries.own import (
    WeekPage,
    in_force,
    room,
    teachers_with_lessons,
    week_of_group,
    week_of_room,
    week_of_teacher,
)
from shanyraq.spine.registry import api as registry

FAMILY = ("guardian", "pupil")
TAUGHT = ("teacher", "class_teacher")


@page(*STAFF, *FAMILY)
@require_GET
def own_week(request: HttpRequest) -> HttpResponse:
    """My week: a teacher's own, a pupil's own, for a guardian the first child's."""
    scope = current_scope()
    if scope.has(*TAUGHT) and scope.person_id:
        return HttpResponseRedirect(reverse("week_of_teacher", args=[scope.person_id]))
    if scope.has("pupil") and scope.person_id:
        return HttpResponseRedirect(reverse("week_of_pupil", args=[scope.person_id]))
    if scope.children:
        first = registry.learners(scope.children)[:1]
        if first:
            return HttpResponseRedirect(reverse("week_of_pupil", args=[first[0].id]))
    return HttpResponseRedirect(reverse("weeks"))


@page(*STAFF)
@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """Whose week do I look for? Classes, teachers and rooms of my school."""
    mine = sorted(current_scope().organisations)
    if not mine:
        raise Http404
    row = in_force(mine[0], day=clock.today())
    context = {
        "row": row,
        "groups": registry.groups_of(mine[0], school_year=row.school_year if row else year_now()),
        "teachers": sorted(teachers_with_lessons(row.id).items(), key=lambda pair: pair[1]) if row else [],
        "rooms": list(registry.room_entries(registry.Whose(organisations=mine[:1]))),
    }
    return render(request, "timetable/weeks.html", context)


@page(*STAFF, *FAMILY)
@require_GET
def week_of_class(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    group = next(iter(registry.groups([group_id])), None)
    if group is None:
        raise Http404
    return _shown(request, week_of_group(group, day=clock.today()), "class")


@page(*STAFF, *FAMILY)
@require_GET
def week_of_pupil(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """A pupil's own week, with the own part of every divided subject."""
    learner = next(iter(registry.learners([person_id])), None)
    group = next(iter(registry.groups([learner.group_id])), None) if learner and learner.group_id else None
    if learner is None or group is None:
        raise Http404
    children = registry.learners(current_scope().children) if len(current_scope().children) > 1 else []
    return _shown(
        request, week_of_group(group, day=clock.today(), pupil_id=person_id), "pupil", name=learner.name,
        children=children, person_id=person_id,
    )  # fmt: skip


@page(*STAFF)
@require_GET
def week_of_a_teacher(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    name = registry.names_of([person_id]).get(person_id)
    mine = current_scope().organisations
    colleague = name and any(post.organisation_id in mine for post in registry.posts_of(person_id, day=clock.today()))
    if not name or not colleague:
        raise Http404
    return _shown(request, week_of_teacher(person_id, name, mine, day=clock.today()), "teacher")


@page(*STAFF)
@require_GET
def week_of_a_room(request: HttpRequest, room_id: uuid.UUID) -> HttpResponse:
    found = room(room_id, current_scope().organisations)
    if found is None:
        raise Http404
    return _shown(request, week_of_room(found, day=clock.today()), "room")


def _shown(request: HttpRequest, shown: WeekPage, side: str, **more: object) -> HttpResponse:
    printed = "print" in request.GET
    weekday = None if printed else clock.today().weekday()
    context = {"week": shown, "side": side, "weekday": weekday, "title": _title(shown, side)}
    template = "timetable/printed.html" if printed else "timetable/shown.html"
    return render(request, template, context | more)


def _title(shown: WeekPage, side: str) -> str:
    words = {"class": _("Class"), "teacher": _("Teacher"), "room": _("Room"), "pupil": _("Class")}
    return f"{words[side]}: {shown.title}"
