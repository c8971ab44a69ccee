"""Reads the tables that lie beside this package."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of `tables/<table>.csv`, in file order."""
    source = files(__package__).joinpath("tables", f"{table}.csv")
    with source.open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle)
