"""The register as a grid: rendered by the compiled renderer, one f-string a cell."""

import json
from fractions import Fraction

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.kernel.text import numbers
from shanyraq.kernel.ui.render import Cell, Column, Grid, cell
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.queries.rows import LessonPage, PupilRow
from shanyraq.learning.journal.rules.register import PRESENT

THERE = "✓"


def sentence(page: LessonPage) -> str:
    """The one answer of the page."""
    if not page.lesson.is_taken:
        return _("Attendance of %(group)s is not taken yet.") % {"group": page.lesson.group}
    total = len(page.rows)
    if not page.absent:
        return _("All %(total)s pupils are here.") % {"total": total}
    return _("%(present)s of %(total)s pupils are here.") % {"present": page.present, "total": total}


def register_grid(page: LessonPage) -> Grid:
    """The class as rows; attendance and mark are the two columns that take the keyboard."""
    marks = [Column(_("Mark"), narrow=True)] if page.marked else []
    past = [Column(f"{day:%d.%m}", narrow=True) for day in page.recent_days] if page.marked else []
    mean = [Column(_("Average"), narrow=True, note=_("this quarter"))] if page.marked else []
    return Grid(
        columns=[Column(_("Pupil")), Column(_("Attendance"), narrow=True), *marks, *past, *mean],
        rows=[_row(number, row, page) for number, row in enumerate(page.rows)],
        caption=_("Register of %(group)s, %(subject)s") % {"group": page.lesson.group, "subject": page.lesson.subject},
        empty=_("Nobody is on the list of this class on that day."),
        css="grid-marks register",
        rings=True,
        id="register",
    )


def columns_of(page: LessonPage) -> str:
    """What the page's script knows of the two columns that take the keyboard."""
    kinds = ["code", "mark"] if page.marked else ["code"]
    lesson = page.lesson
    said = {"lesson": str(lesson.id), "taken": lesson.is_taken, "reason": page.reason}
    return json.dumps([said | {"kinds": [kind]} for kind in kinds])


def _row(number: int, row: PupilRow, page: LessonPage) -> list[SafeString | str]:
    name = SafeString(f'<span class="pupil-name" data-pupil="{row.pupil_id}">{escape(row.name)}</span>')
    cells: list[SafeString | str] = [name, _attendance(number, row)]
    if page.marked:
        cells.append(_mark(number, row))
        cells += [cell(value, css="past") for value in row.recent]
        cells.append(cell(_mean(row.average), css="mean"))
    return cells


def _attendance(number: int, row: PupilRow) -> Cell:
    shown = THERE if row.code == PRESENT else row.code_short or row.proposed_short
    code = row.code or row.proposed
    return cell(
        shown,
        state=row.code_state,
        css=f"code code-{code}{' is-proposed' if row.proposed else ''}" if code else "code",
        data={"row": number, "kind": "code", "c": row.code or "", "told": row.proposed},
        focusable=True,
    )


def _mark(number: int, row: PupilRow) -> Cell:
    return cell(
        row.mark,
        state=row.mark_state,
        css="mark",
        data={"row": number, "kind": "mark", "m": row.mark or "", "f": row.mark_id or ""},
        focusable=True,
    )


def _mean(average: Fraction | None) -> str:
    return "" if average is None else numbers.number(average, language=language(), places=1)
