"""The register of one lesson: the teacher's spreadsheet, and its topic and homework."""

import json
import uuid
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.actions.lessons import write_lesson
from shanyraq.learning.journal.forms import EntryForm
from shanyraq.learning.journal.models.words import CODE_SHORT
from shanyraq.learning.journal.pages.grid import register_grid, sentence
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.plans import Topic, planned_topic
from shanyraq.learning.journal.queries.register import lesson_register
from shanyraq.learning.journal.queries.rows import LessonPage


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """GET: the register. POST: the topic and the homework, also without JavaScript."""
    form = EntryForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and _written(request, form, lesson_id):
        return HttpResponseRedirect(reverse("lesson", args=[lesson_id]))
    now = clock.now()
    shown = lesson_register(lesson_id, now=now)
    planned = planned_topic(shown.lesson) if shown.right is not None and not shown.lesson.is_written else None
    context = {
        "page": shown,
        "lesson": shown.lesson,
        "now": now,
        "sentence": sentence(shown),
        "grid": register_grid(shown),
        "form": form or _form(shown, planned),
        "planned": planned,
        "writes": shown.right is not None,
        "words": _words(language()),
    }
    return render(request, "journal/lesson.html", context, status=422 if form is not None else 200)


@lru_cache(maxsize=8)
def _words(_language: str) -> SafeString:
    """What the page's script says, and its dialogs: the same for everybody of one language, so made once."""
    short = json.dumps({code: str(words) for code, words in CODE_SHORT.items()}, ensure_ascii=False)
    return render_to_string("journal/_register_words.html", {"short_codes": short})


def _form(shown: LessonPage, planned: Topic | None) -> EntryForm:
    """What is written; where nothing is, the topic of the calendar plan is proposed."""
    row = shown.lesson
    words = {"topic": row.topic, "homework": row.homework}
    if planned is not None:
        words = {"topic": planned.topic, "homework": planned.homework}
    return EntryForm(initial={**words, "due": row.due, "based_on": row.entry_id})


def _written(request: HttpRequest, form: EntryForm, lesson_id: uuid.UUID) -> bool:
    """Whether the words stand now; where not, the form carries why, and what a colleague wrote."""
    typed = form.cleaned_data
    try:
        write_lesson(
            lesson_id=lesson_id, topic=typed["topic"], homework=typed["homework"], due=typed["due"],
            based_on=typed["based_on"],
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
