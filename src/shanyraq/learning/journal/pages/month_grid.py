"""A subject's month as a grid: pupils by lessons, what stands and the average; one f-string a cell."""

import json
from fractions import Fraction

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shanyraq.kernel.text import dates, numbers
from shanyraq.kernel.ui.render import Cell, Column, Grid, cell
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.models.words import CODE_SHORT, TEST_SHORT
from shanyraq.learning.journal.queries.month_rows import MonthCell, MonthLesson, MonthPage, MonthPupil
from shanyraq.learning.journal.queries.term_rows import ScoreRow
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test

HERE = "·"


def sentence(page: MonthPage) -> str:
    """The one answer of the page."""
    if not page.lessons:
        return _("There are no lessons in this month.")
    if page.unfilled:
        return ngettext(
            "%(number)s lesson has no attendance yet.", "%(number)s lessons have no attendance yet.", page.unfilled
        ) % {"number": page.unfilled}
    return _("The attendance of every past lesson is taken.")


def month_grid(page: MonthPage) -> Grid:
    """The class as rows; every lesson is a column that takes the keyboard."""
    mean = [Column(_("Average"), narrow=True, note=_average_note(page))] if page.marked else []
    return Grid(
        columns=[Column(_("Pupil")), *(_head(lesson) for lesson in page.lessons), *mean, *_term_heads(page)],
        rows=[_row(row, page) for row in page.rows],
        caption=_("Register of %(group)s, %(subject)s") % {"group": page.group, "subject": page.subject},
        empty=_("Nobody is on the list of this class in this month."),
        css="grid-marks register month",
        rings=True,
        id="register",
    )


def _average_note(page: MonthPage) -> str:
    if page.quarter is None:
        return _("this quarter")
    return pgettext("of marks", "quarter %(number)s") % {"number": page.quarter}


def _head(lesson: MonthLesson) -> Column:
    weekday = dates.weekday(lesson.day, language=language(), short=True)
    css = "is-coming" if lesson.is_coming else "is-gap" if lesson.is_over and not lesson.is_taken else ""
    return Column(
        f"{lesson.day:%d.%m}",
        narrow=True,
        note=f"{weekday} {lesson.number}" + (f" · {lesson.part}" if lesson.part else ""),
        url=reverse("lesson", args=[lesson.id]),
        css=css,
    )


def _row(row: MonthPupil, page: MonthPage) -> list[SafeString | str]:
    name = SafeString(f'<span class="pupil-name" data-pupil="{row.pupil_id}">{escape(row.name)}</span>')
    cells: list[SafeString | str] = [name]
    for lesson, standing in zip(page.lessons, row.cells, strict=True):
        cells.append(_cell(standing, lesson) if row.is_listed(lesson) else OFF)
    if page.marked:
        cells.append(
            cell(_mean(row.average), css="mean", data={"total": row.total, "number": row.number}, focusable=True)
        )
        cells += [_score(score) for score in row.scores]
        cells.append(cell(row.result.mark if row.result else "", css="term-mark"))
    return cells


def _term_heads(page: MonthPage) -> list[Column]:
    """The summative tests of the quarter, and its mark once it is published."""
    if not page.marked:
        return []
    tests = [
        Column(
            f"{TEST_SHORT[test.test]} {test.number}" if test.test is Test.SOR else str(TEST_SHORT[test.test]),
            narrow=True,
            note=f"{test.day:%d.%m} / {test.maximum}",
        )
        for test in page.tests
    ]
    return [
        *tests,
        Column(pgettext("head of a column", "Quarter"), narrow=True, note=pgettext("head of a column", "published")),
    ]


def _score(score: ScoreRow | None) -> Cell:
    if score is None:
        return NO_SCORE
    return cell(score.value if score.state is ScoreState.SCORED else _("excused"), css="term")


NO_SCORE = cell("", css="term")
OFF = cell("", css="at is-off", focusable=True)
EMPTY = cell("", css="at", focusable=True)
PRESENT = cell(HERE, css="at", focusable=True)


def _cell(standing: MonthCell | None, lesson: MonthLesson) -> Cell:
    if standing is None:
        return PRESENT if lesson.is_taken else EMPTY
    code, mark = standing.code, standing.mark
    shown = " ".join([part for part in (str(CODE_SHORT[code]) if code else "", str(mark) if mark else "") if part])
    return cell(
        shown or (HERE if lesson.is_taken else ""),
        state=standing.state,
        css=f"at code-{code}" if code else "at",
        data={name: value for name, value in (("c", code), ("m", mark), ("f", standing.mark_id)) if value},
        focusable=True,
    )


def columns_of(page: MonthPage) -> str:
    """What the page's script knows of each column."""
    return json.dumps(
        [
            {
                "lesson": str(lesson.id),
                "kinds": ["code", "mark"] if page.marked else ["code"],
                "taken": lesson.is_taken,
                "reason": lesson.reason,
                "head": f"{lesson.day:%d.%m}",
                "counts": page.quarter_first <= lesson.day <= page.quarter_last,
            }
            for lesson in page.lessons
        ]
    )


def _mean(average: Fraction | None) -> str:
    return "" if average is None else numbers.number(average, language=language(), places=1)
