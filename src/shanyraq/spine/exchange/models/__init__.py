"""Runs, their lines and traces; names that other systems gave; headings that a school taught us; merges."""

from shanyraq.spine.exchange.models.export import Export
from shanyraq.spine.exchange.models.headings import HeadingMap
from shanyraq.spine.exchange.models.merges import Apart, Merge
from shanyraq.spine.exchange.models.runs import Line, Run, Trace
from shanyraq.spine.exchange.models.sources import SourceKey

__all__ = ["Apart", "Export", "HeadingMap", "Line", "Merge", "Run", "SourceKey", "Trace"]
