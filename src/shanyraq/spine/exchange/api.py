"""The door of the exchange."""

from shanyraq.spine.exchange.actions.applying import apply_run
from shanyraq.spine.exchange.actions.deciding import decide_line
from shanyraq.spine.exchange.actions.headings import teach_headings
from shanyraq.spine.exchange.actions.merging import merge_people, part_people
from shanyraq.spine.exchange.actions.reading import open_run
from shanyraq.spine.exchange.actions.undoing import undo_run
from shanyraq.spine.exchange.drafts import Deed, Fault, Kind, Place, Record, Ref
from shanyraq.spine.exchange.queries.exporters import Holding, hold, holdings
from shanyraq.spine.exchange.queries.likenesses import Merged, Pair, likenesses, merges_of
from shanyraq.spine.exchange.queries.runs import (
    LinePage,
    LineRow,
    RunCard,
    refused_lines,
    run_card,
    run_lines,
    runs_of,
    teachings,
)

__all__ = [
    "Deed",
    "Fault",
    "Holding",
    "Kind",
    "LinePage",
    "LineRow",
    "Merged",
    "Pair",
    "Place",
    "Record",
    "Ref",
    "RunCard",
    "apply_run",
    "decide_line",
    "hold",
    "holdings",
    "likenesses",
    "merge_people",
    "merges_of",
    "open_run",
    "part_people",
    "refused_lines",
    "run_card",
    "run_lines",
    "runs_of",
    "teach_headings",
    "teachings",
    "undo_run",
]
