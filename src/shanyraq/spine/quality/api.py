"""The door of quality: open questions and snapshots for statistics."""

from shanyraq.spine.quality.actions.looking import look_again, look_everywhere
from shanyraq.spine.quality.queries.findings import SchoolCount, counts_under, open_questions
from shanyraq.spine.quality.queries.words import campaign_words

__all__ = ["SchoolCount", "campaign_words", "counts_under", "look_again", "look_everywhere", "open_questions"]
