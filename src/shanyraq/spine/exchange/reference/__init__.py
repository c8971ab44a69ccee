"""How schools write headings and words: `headings.csv` and `words.csv`, collected from lists of schools and from the
exports of journals. A spelling is added here and nowhere else."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def headings() -> tuple[tuple[str, str], ...]:
    """Each known heading and the slot it means; "-" is a column that nothing is taken from."""
    return tuple((row["heading"], row["slot"]) for row in _rows("headings"))


@cache
def words() -> tuple[tuple[str, str, str], ...]:
    """Each known word of a cell: its field, its code, the word."""
    return tuple((row["field"], row["code"], row["word"]) for row in _rows("words"))


def _rows(table: str) -> Iterator[dict[str, str]]:
    with files(__package__).joinpath("tables", f"{table}.csv").open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle)
