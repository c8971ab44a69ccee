"""The door of quality: open questions and snapshots for statistics."""

from shanyraq.spine.quality.actions.findings import ask_school
from shanyraq.spine.quality.actions.looking import look_again, look_everywhere
from shanyraq.spine.quality.actions.reminding import remind
from shanyraq.spine.quality.actions.snapshots import (
    accept_snapshot,
    prepare_snapshot,
    return_snapshot,
    submit_snapshot,
)
from shanyraq.spine.quality.queries.findings import SchoolCount, counts_under, open_questions
from shanyraq.spine.quality.queries.words import campaign_words

__all__ = [
    "SchoolCount",
    "accept_snapshot",
    "ask_school",
    "campaign_words",
    "counts_under",
    "look_again",
    "look_everywhere",
    "open_questions",
    "prepare_snapshot",
    "remind",
    "return_snapshot",
    "submit_snapshot",
]
