"""Findings and their moves; snapshots for statistics, their frozen rows and their moves."""

from shanyraq.spine.quality.models.finding import Finding, FindingMove
from shanyraq.spine.quality.models.snapshot import FrozenRows, Snapshot, SnapshotMove

__all__ = ["Finding", "FindingMove", "FrozenRows", "Snapshot", "SnapshotMove"]
