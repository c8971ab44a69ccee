"""The register of one lesson: the teacher's spreadsheet, and its topic and homework."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.actions.lessons import write_lesson
from shanyraq.learning.journal.forms import EntryForm
from shanyraq.learning.journal.pages.grid import columns_of, register_grid, sentence
from shanyraq.learning.journal.pages.kept import kept_for_reader
from shanyraq.learning.journal.pages.words import register_words
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.files import files_of_lessons
from shanyraq.learning.journal.queries.planned import Topic, planned_topic
from shanyraq.learning.journal.queries.register import lesson_register
from shanyraq.learning.journal.queries.rows import LessonPage, LessonRow


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """GET: the register. POST: the topic and the homework, also without JavaScript."""
    form = EntryForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and _written(request, form, lesson_id):
        return HttpResponseRedirect(reverse("lesson", args=[lesson_id]))
    now = clock.now()
    shown = lesson_register(lesson_id, now=now)
    planned = planned_topic(shown.lesson) if shown.right is not None and shown.lesson.entry_id is None else None
    context = {
        "page": shown,
        "lesson": shown.lesson,
        "now": now,
        "sentence": sentence(shown),
        "grid": register_grid(shown),
        "form": _asking_load(form or _form(shown, planned), lesson_id),
        "files": files_of_lessons([lesson_id]).get(lesson_id, []) if shown.lesson.entry_id else [],
        "planned": planned,
        "writes": shown.right is not None,
        "takes_files": shown.right is not None and shown.lesson.entry_id is not None,
        "words": register_words(language()),
        "columns": columns_of(shown),
        "cells_url": reverse("lesson_cells", args=[lesson_id]),
        "month_url": month_url(shown.lesson),
        "live_url": settings.LIVE_URL,
    }
    return kept_for_reader(render(request, "journal/lesson.html", context, status=422 if form is not None else 200))


def month_url(row: LessonRow) -> str:
    """The month of this lesson in the register of its class and subject."""
    return f"{reverse('register_month', args=[row.group_id, row.subject_code])}?month={row.day:%Y-%m}"


def _asking_load(form: EntryForm, lesson_id: uuid.UUID) -> EntryForm:
    """While a day is chosen, the page says what the class has for it already."""
    form.fields["due"].widget.attrs |= {
        "hx-get": reverse("homework_load", args=[lesson_id]), "hx-trigger": "change, load",
        "hx-target": "#homework-load",
    }  # fmt: skip
    return form


def _form(shown: LessonPage, planned: Topic | None) -> EntryForm:
    """What is written; where nothing is, the topic of the calendar plan is proposed."""
    row = shown.lesson
    words = {"topic": row.topic, "homework": row.homework, "objectives": row.objectives}
    if planned is not None:
        codes = ", ".join(planned.objectives)
        words = {"topic": planned.topic, "homework": planned.homework, "objectives": codes}
    return EntryForm(initial={**words, "due": row.due, "based_on": row.entry_id})


def _written(request: HttpRequest, form: EntryForm, lesson_id: uuid.UUID) -> bool:
    """Whether the words stand now; where not, the form carries why, and what a colleague wrote."""
    typed = form.cleaned_data
    try:
        write_lesson(
            lesson_id=lesson_id, topic=typed["topic"], homework=typed["homework"], objectives=typed["objectives"],
            due=typed["due"], based_on=typed["based_on"],
        )  # fmt: skip
    except Hidden:
        raise
    except Conflict as conflict:
        _offer(form, conflict)
        return False
    except Denied as refusal:
        form.add_error(refusal.field or None, str(refusal.words))
        return False
    messages.success(request, _("Topic and homework are saved."))
    return True


def _offer(form: EntryForm, conflict: Conflict) -> None:
    """The colleague's words are shown above what was typed; sending again is the decision."""
    stood: Any = conflict.current
    topic, homework, _due, entry_id = stood
    form.data = {**form.data.dict(), "based_on": str(entry_id or "")}  # type: ignore[attr-defined]
    stands = " · ".join(part for part in (topic, homework) if part)
    form.add_error(
        None, _("A colleague wrote meanwhile: “%(words)s”. Save again to put yours in its place.") % {"words": stands}
    )
