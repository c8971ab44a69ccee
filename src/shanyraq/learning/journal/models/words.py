"""The words of the register: codes of attendance in full and as they stand in a cell, and why an edit is refused."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.learning.journal.rules.register import Code, Refusal

Text = str | Promise

CODE_WORDS: Mapping[str, Text] = {
    Code.PRESENT: _("present"),
    Code.UNEXCUSED: _("absent without a reason"),
    Code.ILL: _("absent, ill"),
    Code.EXCUSED: _("absent with a reason"),
    Code.LATE: _("late"),
    Code.DISTANCE: _("learns at a distance"),
    Code.RELEASED: _("released from this lesson"),
}

CODE_SHORT: Mapping[str, Text] = {
    Code.UNEXCUSED: pgettext_lazy("code in a register's cell", "n/e"),
    Code.ILL: pgettext_lazy("code in a register's cell", "ill"),
    Code.EXCUSED: pgettext_lazy("code in a register's cell", "exc"),
    Code.LATE: pgettext_lazy("code in a register's cell", "late"),
    Code.DISTANCE: pgettext_lazy("code in a register's cell", "dist"),
    Code.RELEASED: pgettext_lazy("code in a register's cell", "rel"),
}

REFUSALS: Mapping[Refusal, tuple[Text, Text]] = {
    Refusal.NO_MARKS_IN_GRADE: (
        _("Grade 1 gets no marks."), _("Say in words how the child is doing: the rules allow feedback only."),
    ),
    Refusal.OUT_OF_SCALE: (_("A formative mark is a whole number from 1 to 10."), _("Type 1 to 9, or 0 for 10.")),
    Refusal.NOT_YET: (_("This lesson has not come yet."), _("The register opens on the day of the lesson.")),
    Refusal.NEEDS_REASON: (
        _("This change needs a reason: the lesson's day is over, or the lesson is not yours."),
        _("Write in a few words why the entry changes; the family sees it."),
    ),
    Refusal.NOT_YOURS: (
        _("This lesson is another teacher's."), _("Its teacher, the class teacher or a head may write here."),
    ),
    Refusal.NOT_ON_LIST: (
        _("This pupil was not in the class on that day."), _("The secretary sees to the list of the class."),
    ),
    Refusal.UNKNOWN_CODE: (_("There is no such code of attendance."), _("The key ? shows the codes.")),
    Refusal.UNKNOWN_LESSON: (_("There is no such lesson."), _("Open your day and choose the lesson again.")),
    Refusal.TOO_LONG: (_("This text is too long."), _("Shorten it, please.")),
    Refusal.OVER_MAXIMUM: (
        _("A score is a whole number from 0 to the most points of the test."), _("Look at the test's most points."),
    ),
    Refusal.UNKNOWN_TEST: (_("There is no such test."), _("Open the calendar of tests and choose it again.")),
    Refusal.LOCKED: (
        _("This term is closed: its marks are given, and its register is locked."),
        _("Ask the deputy head to open it for a correction, and say why."),
    ),
    Refusal.PUBLISHED: (
        _("This pupil's mark of the term is published already."),
        _("A head may correct it with a reason; the family is told."),
    ),
}  # fmt: skip

NO_MARK = _("There is no such mark.")
NO_CLASS = _("There is no such class or subject.")
