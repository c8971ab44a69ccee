"""The words of the register: codes of attendance in full and as they stand in a cell, and why an edit is refused."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.learning.journal.rules.files import FileFault
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.register import Code, Refusal
from shanyraq.learning.journal.rules.scheme import Part, Period
from shanyraq.learning.journal.rules.scores import Excuse
from shanyraq.learning.journal.rules.summative import PlanRefusal, Test

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
        _(
            "This change needs a reason: the lesson's day is over, the lesson is not yours, "
            "or somebody else gave this mark."
        ),
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

FILE_FAULTS: Mapping[FileFault, tuple[Text, Text]] = {
    FileFault.EMPTY: (_("This file is empty."), _("Choose it once more.")),
    FileFault.TOO_BIG: (_("This file is bigger than the house takes."), _("Make it smaller, or give a link in words.")),
    FileFault.KIND: (
        _("Files of this kind are not taken."), _("Bring a PDF, a picture, a document, a table or a plain text."),
    ),
    FileFault.PRETENDS: (
        _("This file is not what its name says."), _("Save it anew in its own program and bring it again."),
    ),
}  # fmt: skip

HELD = (
    _("This register was closed before your entry arrived; the entry is kept for the deputy head."),
    _("You will be told what was decided."),
)
NO_MARK = _("There is no such mark.")
NO_REGISTER = _("There is no such register.")
NO_CLASS = _("There is no such class or subject.")

PLAN_REFUSALS: Mapping[PlanRefusal, tuple[Text, Text]] = {
    PlanRefusal.NO_TESTS_HERE: (
        _("This subject has no such test: it is assessed in another way."), _("Look at how the subject is assessed."),
    ),
    PlanRefusal.OUTSIDE_QUARTER: (_("A test stands within its quarter."), _("Choose a day of this quarter.")),
    PlanRefusal.NO_SCHOOL: (_("There are no lessons on this day."), _("Choose a day with lessons.")),
    PlanRefusal.LAST_DAY: (
        _("No summative test stands on the last day of a quarter (rules No 125)."), _("Choose an earlier day."),
    ),
    PlanRefusal.TOO_MANY_SOR: (
        _("There are three unit tests of this subject in the quarter already; more are not allowed (rules No 125)."),
        _("Move or cancel one of them first."),
    ),
    PlanRefusal.TOO_MANY_SOCH: (
        _("The quarter test of this subject is planned already; there is one a quarter (rules No 125)."),
        _("Move it, if the day does not fit."),
    ),
    PlanRefusal.BOTH_ON_ONE_DAY: (
        _("A unit test and the quarter test of one subject do not stand on one day (rules No 125)."),
        _("Choose another day for one of them."),
    ),
    PlanRefusal.TOO_MANY_THAT_DAY: (
        _("The class has three quarter tests on this day already; more are not allowed (rules No 125)."),
        _("Choose a day with fewer tests: the calendar shows them."),
    ),
    PlanRefusal.MAXIMUM: (
        _("Such a test has %(least)s to %(most)s points."), _("Give another number of points."),
    ),
    PlanRefusal.HAS_SCORES: (
        _("This test has scores already: it is not changed any more."), _("Withdraw the scores first, with a reason."),
    ),
    PlanRefusal.LOCKED: (
        _("This term is closed: its marks are given, and its register is locked."),
        _("Ask the deputy head to open it for a correction, and say why."),
    ),
}  # fmt: skip

PERIOD_WORDS: Mapping[str, Text] = {
    Period.Q1: _("quarter 1"),
    Period.Q2: _("quarter 2"),
    Period.Q3: _("quarter 3"),
    Period.Q4: _("quarter 4"),
    Period.H1: _("half-year 1"),
    Period.H2: _("half-year 2"),
    Period.YEAR: _("the year"),
    Period.TEST: _("test after the year"),
    Period.EXTRA_TEST: _("extra test"),
    Period.EXAM: _("exam"),
    Period.FINAL: _("final mark"),
}
TEST_SHORT: Mapping[str, Text] = {
    Test.SOR: pgettext_lazy("short name of a test", "unit test"),
    Test.SOCH: pgettext_lazy("short name of a test", "quarter test"),
}
TEST_LONG: Mapping[str, Text] = {
    Test.SOR: _("Unit test"),
    Test.SOCH: _("Quarter test"),
}
PART_WORDS: Mapping[str, Text] = {
    Part.FO: _("Formative marks"),
    Part.SOR: _("Unit tests"),
    Part.SOCH: _("Quarter test"),
}
VERDICT_WORDS: Mapping[str, Text] = {
    Verdict.MARK: _("marked"),
    Verdict.PASS: pgettext_lazy("result of a subject", "pass"),
    Verdict.NO_PASS: pgettext_lazy("result of a subject", "no pass"),
    Verdict.FEEDBACK: _("feedback in words, no marks"),
    Verdict.TEMPORARILY: _("temporarily not assessed"),
    Verdict.NOT_ASSESSED: _("not assessed"),
    Verdict.LACKING: _("not complete yet"),
}
SCHEME_WORDS: Mapping[str, Text] = {
    "quarter": _("By quarters: formative marks 25%, unit tests 25%, the quarter test 50%."),
    "half_year": _("By half-years: formative marks 50%, unit tests 50%."),
    "legacy": _("Unit tests 50%, the quarter test 50%."),
    "pass": _("Pass or no pass, by formative marks."),
    "feedback": _("Grade 1: feedback in words, no marks."),
    "brought": _("Given by another school."),
    "entered": _("Entered from its protocol."),
}
EXCUSE_WORDS: Mapping[str, Text] = {
    Excuse.ILLNESS: _("Illness"),
    Excuse.BEREAVEMENT: _("Bereavement"),
    Excuse.COMPETITION: _("Competition"),
    Excuse.WEATHER: _("Weather"),
    Excuse.OTHER: _("Another valid reason"),
}
