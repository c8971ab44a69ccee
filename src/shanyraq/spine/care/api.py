"""The door of care."""

from shanyraq.spine.care.actions.health import take_over_sheet, write_sheet
from shanyraq.spine.care.actions.needs import end_conclusion, take_over_needs, write_conclusion
from shanyraq.spine.care.drafts import ConclusionDraft, HealthDraft
from shanyraq.spine.care.queries.health import (
    HealthEntry,
    HeedRow,
    SheetRow,
    health_entries,
    heeded_in,
    heeded_words,
    latest_sheets,
    sheets_of,
)
from shanyraq.spine.care.queries.needs import (
    NeedEntry,
    NeedRow,
    has_needs,
    need_entries,
    needs_of,
    people_with_needs,
    with_needs,
)
from shanyraq.spine.care.queries.receipts import receipts_about
from shanyraq.spine.care.rules import parted

__all__ = [
    "ConclusionDraft",
    "HealthDraft",
    "HealthEntry",
    "HeedRow",
    "NeedEntry",
    "NeedRow",
    "SheetRow",
    "end_conclusion",
    "has_needs",
    "health_entries",
    "heeded_in",
    "heeded_words",
    "latest_sheets",
    "need_entries",
    "needs_of",
    "parted",
    "people_with_needs",
    "receipts_about",
    "sheets_of",
    "take_over_needs",
    "take_over_sheet",
    "with_needs",
    "write_conclusion",
    "write_sheet",
]
