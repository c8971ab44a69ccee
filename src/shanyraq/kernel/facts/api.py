"""The door: `from shanyraq.kernel.facts import api as facts`."""

from shanyraq.kernel.facts.claims import claim, intake_key, successor_key
from shanyraq.kernel.facts.forgetting import forget
from shanyraq.kernel.facts.recording import payloads_of, record, record_columns
from shanyraq.kernel.uuid7 import new_id, new_ids

__all__ = [
    "claim",
    "forget",
    "intake_key",
    "new_id",
    "new_ids",
    "payloads_of",
    "record",
    "record_columns",
    "successor_key",
]
