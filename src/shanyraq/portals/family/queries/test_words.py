"""What the parts of a mark and the kinds of tests are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.learning.journal import api as journal

TEST_WORDS: Mapping[str, str | Promise] = {
    journal.Test.SOR: _("unit summative test"),
    journal.Test.SOCH: _("quarter summative test"),
}
PART_WORDS: Mapping[str, str | Promise] = {
    journal.Part.FO: _("formative assessment"),
    journal.Part.SOR: _("unit summative test"),
    journal.Part.SOCH: _("quarter summative test"),
}
PERIOD_WORDS: Mapping[str, str | Promise] = {
    journal.Period.Q1: _("Quarter 1"),
    journal.Period.Q2: _("Quarter 2"),
    journal.Period.Q3: _("Quarter 3"),
    journal.Period.Q4: _("Quarter 4"),
    journal.Period.H1: _("Half-year 1"),
    journal.Period.H2: _("Half-year 2"),
    journal.Period.YEAR: pgettext_lazy("period of a mark", "Year"),
    journal.Period.TEST: _("Test of the year"),
    journal.Period.EXTRA_TEST: _("Extra test"),
    journal.Period.EXAM: _("Exam"),
    journal.Period.FINAL: _("Final mark"),
}
VERDICT_WORDS: Mapping[str, str | Promise] = {
    journal.Verdict.PASS: _("passed"),
    journal.Verdict.NO_PASS: _("not passed"),
    journal.Verdict.FEEDBACK: _("feedback in words, no mark"),
    journal.Verdict.TEMPORARILY: _("temporarily not assessed"),
    journal.Verdict.NOT_ASSESSED: _("not assessed"),
    journal.Verdict.LACKING: _("nothing to count yet"),
}
