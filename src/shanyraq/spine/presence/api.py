"""The door of presence."""

from shanyraq.spine.presence.actions.cases import close_case
from shanyraq.spine.presence.actions.testify import testify
from shanyraq.spine.presence.drafts import Word
from shanyraq.spine.presence.projections.days import decisions_of
from shanyraq.spine.presence.queries.cases import (
    OUTCOME_WORDS,
    CaseRow,
    asked_days,
    case,
    cases_of,
    open_cases,
    overdue_cases,
)
from shanyraq.spine.presence.queries.days import DayRow, days, days_of
from shanyraq.spine.presence.queries.totals import STATE_WORDS, Totals, anything_said, totals_of
from shanyraq.spine.presence.rules import Entry, Outcome, Says, State, Witness

__all__ = [
    "OUTCOME_WORDS",
    "STATE_WORDS",
    "CaseRow",
    "DayRow",
    "Entry",
    "Outcome",
    "Says",
    "State",
    "Totals",
    "Witness",
    "Word",
    "anything_said",
    "asked_days",
    "case",
    "cases_of",
    "close_case",
    "days",
    "days_of",
    "decisions_of",
    "open_cases",
    "overdue_cases",
    "testify",
    "totals_of",
]
