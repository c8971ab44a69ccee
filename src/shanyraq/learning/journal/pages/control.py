"""The register under a head's eye: not filled, impossible, too much homework; each row opens its lesson."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.attendance import refuse
from shanyraq.learning.journal.policies import HEADS, WRITERS
from shanyraq.learning.journal.queries.control import (
    BY,
    homework_loads,
    homework_of_day,
    lessons_alike,
    lessons_on_days_off,
    unfilled_lessons,
)
from shanyraq.learning.journal.queries.lessons import lesson
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.control import is_too_much
from shanyraq.learning.journal.rules.register import Refusal
from shanyraq.spine.presence import api as presence

BACK, AHEAD = dt.timedelta(days=13), dt.timedelta(days=14)
LOOKS = ("unfilled", "patterns", "homework")


@page(*HEADS)
@require_GET
def control(request: HttpRequest) -> HttpResponse:
    """`?look=` one of three; `?by=` teacher, class or day; two weeks back, for homework two weeks ahead."""
    now = clock.now()
    today = clock.local_day(now)
    look, by = request.GET.get("look", LOOKS[0]), request.GET.get("by", "teacher")
    if look not in LOOKS or by not in BY:
        raise Http404
    school = _school()
    told: dict[str, Any] = {"look": look, "by": by, "first": today - BACK, "last": today, "tabs": _tabs(look)}
    if look == "unfilled":
        told["total"], told["groups"] = unfilled_lessons(school, today - BACK, today, by=by, now=now)
        told["ways"] = [(code, f"?look=unfilled&by={code}", words) for code, words in _ways()]
    elif look == "patterns":
        told["alike"] = lessons_alike(school, today - BACK, today)
        told["off"] = lessons_on_days_off(school, today - BACK, today)
        told["cases"] = presence.open_cases(organisation_id=school, limit=50)
    else:
        told["loads"] = homework_loads(school, today, today + AHEAD)
        told["last"] = today + AHEAD
    return render(request, "journal/control.html", told)


def _school() -> uuid.UUID:
    headed = sorted(current_scope().at(*HEADS))
    if not headed:
        raise Http404
    return headed[0]


def _tabs(look: str) -> list[tuple[str, str]]:
    address = reverse("register_control")
    words = {"unfilled": _("Not filled"), "patterns": _("What cannot well be"), "homework": _("Homework")}
    return [(words[each], address if each == LOOKS[0] else f"{address}?look={each}") for each in LOOKS]


def _ways() -> list[tuple[str, str]]:
    return [("teacher", _("by teacher")), ("group", _("by class")), ("day", _("by day"))]


@page(*WRITERS)
@require_GET
def homework_load(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """Words for a teacher who sets a day: what the class has for it already."""
    row = lesson(lesson_id)
    if row is None:
        refuse(Refusal.UNKNOWN_LESSON)
    try:
        day = dt.date.fromisoformat(request.GET.get("due", ""))
    except ValueError:
        return HttpResponse("")
    subjects = homework_of_day(row.group_id, day, but=row.subject_code)
    most = number("homework_lessons_a_day", max(day, row.day))
    told = {"subjects": subjects, "most": most, "too_much": is_too_much(len(subjects) + 1, most=most), "day": day}
    return render(request, "journal/_load.html", told)
