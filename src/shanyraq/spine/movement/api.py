"""The door of movement."""

from shanyraq.spine.movement.actions.moves import admit, leave_school, move_class
from shanyraq.spine.movement.actions.rollover import correct, roll_over, undo_rollover
from shanyraq.spine.movement.actions.searches import close_found, close_search, open_searches, take_step
from shanyraq.spine.movement.actions.transfers import (
    accept,
    ask_for,
    expire_slips,
    issue_new_slip,
    issue_slip,
    refuse,
    send_packet,
    withdraw,
)
from shanyraq.spine.movement.drafts import AdmissionDraft, LeavingDraft
from shanyraq.spine.movement.queries.plans import plan_of, target_year
from shanyraq.spine.movement.rules.packet import packet_part
from shanyraq.spine.movement.rules.standing import stands_on_rollover
from shanyraq.spine.movement.rules.transfers import Side, State

__all__ = [
    "AdmissionDraft",
    "LeavingDraft",
    "Side",
    "State",
    "accept",
    "admit",
    "ask_for",
    "close_found",
    "close_search",
    "correct",
    "expire_slips",
    "issue_new_slip",
    "issue_slip",
    "leave_school",
    "move_class",
    "open_searches",
    "packet_part",
    "plan_of",
    "refuse",
    "roll_over",
    "send_packet",
    "stands_on_rollover",
    "take_step",
    "target_year",
    "undo_rollover",
    "withdraw",
]
