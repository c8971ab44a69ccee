"""How schools write headings and words: `headings.csv` and `words.csv`, collected from lists of schools and from the
exports of journals. A spelling is added here and nowhere else."""

from functools import cache

from shanyraq.kernel.tables import read_rows


@cache
def headings() -> tuple[tuple[str, str], ...]:
    """Each known heading and the slot it means; "-" is a column that nothing is taken from."""
    return tuple((row["heading"], row["slot"]) for row in read_rows(__package__, "headings"))


@cache
def words() -> tuple[tuple[str, str, str], ...]:
    """Each known word of a cell: its field, its code, the word."""
    return tuple((row["field"], row["code"], row["word"]) for row in read_rows(__package__, "words"))
