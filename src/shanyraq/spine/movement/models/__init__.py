"""Moves of children, transfers with their packets, rollovers of the year, searches for missing children."""

from shanyraq.spine.movement.models.move import Move
from shanyraq.spine.movement.models.rollover import Rollover, RolloverLine
from shanyraq.spine.movement.models.search import Search, SearchStep
from shanyraq.spine.movement.models.transfer import Packet, Transfer, TransferMove

__all__ = ["Move", "Packet", "Rollover", "RolloverLine", "Search", "SearchStep", "Transfer", "TransferMove"]
