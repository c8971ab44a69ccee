"""The class register on paper: a subject's month, marks on one page and topics on the facing one."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.render import Column, Grid, cell
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.api import CODE_SHORT, CODE_WORDS, PERIOD_WORDS, LessonRow
from shanyraq.learning.reports.pages.desk import quarter_of, quarter_tabs
from shanyraq.learning.reports.pages.papers import language_of_paper, paper
from shanyraq.learning.reports.policies import WRITERS
from shanyraq.learning.reports.queries.registers import Choice, RegisterMonth, register_choice, register_month

WIDE = 26
"""How many lessons one page holds side by side."""


@page(*WRITERS)
@require_GET
def class_register(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """The subjects of a class and the months of a quarter, each a paper."""
    year, quarter = quarter_of(request)
    try:
        found = register_choice(group_id, year=year, quarter=quarter)
    except LookupError as error:
        raise Http404 from error
    context = {
        "choice": found,
        "grid": _choices(found),
        "tabs": quarter_tabs(request),
        "current": f"{request.path}?quarter={quarter}",
        "period": PERIOD_WORDS[f"q{quarter}"],
    }
    return render(request, "reports/register.html", context)


def _choices(found: Choice) -> Grid:
    months = [dates.month(each, language=language()) for each in found.months]

    def address(code: str, at: int) -> str:
        day = found.months[at]
        return reverse("register_paper", args=[found.group.id, code, day.year, day.month])

    return Grid(
        [Column(pgettext("taught at school", "Subject")), *(Column(month.capitalize()) for month in months)],
        [
            [name, *(cell("PDF", url=address(code, at), data={"label": month}) for at, month in enumerate(months))]
            for code, name in found.subjects
        ],
        caption=_("Class register"),
        empty=_("No subject is taught in this class in this quarter."),
        css="report-grid",
    )


@page(*WRITERS)
@require_GET
def register_paper(request: HttpRequest, group_id: uuid.UUID, subject: str, year: int, month: int) -> HttpResponse:
    """One month of a subject as a landscape PDF."""
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise Http404(month)
    said_in = language_of_paper(request)
    with override(said_in):
        found = register_month(group_id, subject, year=year, month=month)
        named = dates.month(found.month, language=said_in)
        title = f"{_('Class register')} · {found.group.name} · {found.subject} · {named}"
        data = _data(found, said_in, named)
    return paper("register.typ", data, title=title, name=title.replace(" ·", ""), said_in=said_in)


def _data(found: RegisterMonth, said_in: str, named: str) -> dict[str, Any]:
    lessons = found.sheet.lessons
    printed = _("Printed %(moment)s") % {"moment": dates.moment(clock.now(), language=said_in)}
    return {
        "place": f"{found.school} · {found.group.name} · {found.subject}",
        "day": named,
        "foot": f"{printed} · {_seal(found)}",
        "heading": f"{found.group.name} · {found.subject} · {named}",
        "teachers": ", ".join(found.teachers),
        "teacher_word": _("Teacher"),
        "number_word": "№",
        "pupil_word": _("Pupil"),
        "empty": "" if lessons else _("No lesson of this subject stands in this month."),
        "sheets": [_marks(found, lessons[at : at + WIDE]) for at in range(0, len(lessons), WIDE)],
        "topic_heading": _("Topics and homework"),
        "topic_header": [_("Day"), _("Lesson"), _("Topic"), _("Homework")],
        "topics": [
            [f"{each.day:%d.%m}", str(each.number), each.topic or "—", each.homework or "—"] for each in lessons
        ],
        "legend": "; ".join(f"{CODE_SHORT[code]}: {CODE_WORDS[code]}" for code in CODE_SHORT),
        "signed": _("Checked by the deputy head"),
    }


def _marks(found: RegisterMonth, lessons: tuple[LessonRow, ...]) -> dict[str, Any]:
    cells = found.sheet.cells
    return {
        "days": [f"{each.day:%d.%m}" for each in lessons],
        "rows": [
            [str(at), name, *(_cell(cells.get((each.id, pupil)), taken=each.is_taken) for each in lessons)]
            for at, (pupil, name) in enumerate(found.pupils, start=1)
        ],
    }


def _cell(found: Any, *, taken: bool) -> str:
    """The code and the mark as the register has them; a dot where nobody has taken the attendance."""
    if found is None:
        return "" if taken else "·"
    parts = [str(CODE_SHORT.get(found.code, "")), "" if found.mark is None else str(found.mark)]
    return " ".join(part for part in parts if part)


def _seal(found: RegisterMonth) -> str:
    sheet = found.sheet
    if not sheet.facts:
        return pgettext("of a printed register", "nothing written yet")
    if not sheet.waiting:
        words = ngettext("%(number)s fact, sealed", "%(number)s facts, all sealed", sheet.facts)
        return words % {"number": sheet.facts}
    words = ngettext(
        "%(waiting)s of %(number)s fact waits for its seal", "%(waiting)s of %(number)s facts wait for their seal",
        sheet.facts,
    )  # fmt: skip
    return words % {"number": sheet.facts, "waiting": sheet.waiting}
