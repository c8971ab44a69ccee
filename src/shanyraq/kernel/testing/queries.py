"""Counting queries: a page that needs more with more rows fails here before it fails in a school."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass
class Counted:
    """What ran inside `count_queries`, without the transaction's own statements."""

    statements: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.statements)


SILENT = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", "BEGIN", "COMMIT")


@contextmanager
def count_queries() -> Iterator[Counted]:
    """Yields a counter that is filled when the block ends."""
    counted = Counted()
    with CaptureQueriesContext(connection) as captured:
        yield counted
    counted.statements += [q["sql"] for q in captured if not q["sql"].startswith(SILENT)]
