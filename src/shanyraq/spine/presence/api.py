"""The door of presence."""

from shanyraq.spine.presence.actions.absences import bring_paper, tell_absence, withdraw_absence
from shanyraq.spine.presence.actions.cases import close_case
from shanyraq.spine.presence.actions.testify import testify
from shanyraq.spine.presence.drafts import Telling, Word
from shanyraq.spine.presence.projections.days import decisions_of
from shanyraq.spine.presence.queries.absences import (
    TOLD_WORDS,
    AbsenceRow,
    Told,
    absence,
    absences_of,
    absences_told,
    limits_on,
    told_on,
)
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
from shanyraq.spine.presence.rules import TAKEN_BACK, Entry, Kind, Outcome, Says, State, Witness

__all__ = [
    "OUTCOME_WORDS",
    "STATE_WORDS",
    "TAKEN_BACK",
    "TOLD_WORDS",
    "AbsenceRow",
    "CaseRow",
    "DayRow",
    "Entry",
    "Kind",
    "Outcome",
    "Says",
    "State",
    "Telling",
    "Told",
    "Totals",
    "Witness",
    "Word",
    "absence",
    "absences_of",
    "absences_told",
    "anything_said",
    "asked_days",
    "bring_paper",
    "case",
    "cases_of",
    "close_case",
    "days",
    "days_of",
    "decisions_of",
    "limits_on",
    "open_cases",
    "overdue_cases",
    "tell_absence",
    "testify",
    "told_on",
    "totals_of",
    "withdraw_absence",
]
