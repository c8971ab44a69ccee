"""How a result stands in a cell: the mark or the verdict, and whether it is published, proposed or open."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shanyraq.kernel.ui.render import status
from shanyraq.learning.journal.models.words import VERDICT_WORDS
from shanyraq.learning.journal.queries.term_rows import PupilTerm, ResultRow
from shanyraq.learning.journal.rules.period import Outcome, Verdict


def result_words(verdict: Verdict, mark: int | None) -> str:
    """«4», «pass», «temporarily not assessed»."""
    return str(mark) if mark is not None else str(VERDICT_WORDS[verdict])


def of_outcome(outcome: Outcome) -> str:
    return result_words(outcome.verdict, outcome.mark)


def of_result(row: ResultRow) -> str:
    return result_words(row.verdict, row.mark)


def state_of(row: PupilTerm) -> SafeString:
    """One word on how far the result has come."""
    if row.result is not None and row.differs:
        return status(_("the facts say %(mark)s") % {"mark": of_outcome(row.outcome)}, tone="act")
    if row.result is not None and row.may_be_published:
        return status(_("to be confirmed"), tone="info")
    if row.result is not None:
        tone = "quiet" if row.result.verdict in {Verdict.TEMPORARILY, Verdict.NOT_ASSESSED} else "good"
        return status(_("corrected") if row.result.corrected else _("published"), tone=tone)
    if row.may_be_published:
        return status(_("to be confirmed"), tone="info")
    return status(str(VERDICT_WORDS[row.outcome.verdict]), tone="care")
