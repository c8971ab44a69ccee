"""Published tables that lie beside what reads them: `tables/<name>.csv` in a package, in UTF-8, with one header."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_rows(package: str, table: str) -> Iterator[dict[str, str]]:
    """The rows of `tables/<table>.csv` of this package (say `__package__`), in file order."""
    source = files(package).joinpath("tables", f"{table}.csv")
    with source.open(encoding="utf-8") as handle:
        yield from csv.DictReader(handle)
