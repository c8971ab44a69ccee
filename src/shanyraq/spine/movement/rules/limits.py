"""How full a class may be, and when it falls into two groups. Numbers of the law come from dated tables."""

import datetime as dt

from shanyraq.spine.registry.reference.movement import term


def limit_of(*, day: dt.date, with_needs: int = 0) -> int:
    """How many learners a class takes on this day; each child with special needs lowers the sanitary limit."""
    return max(0, term("class_limit", day).value - with_needs * term("limit_less_per_sen", day).value)


def is_full(seated: int, *, day: dt.date, with_needs: int = 0) -> bool:
    """Whether one more learner would exceed the limit in force on this day."""
    return seated >= limit_of(day=day, with_needs=with_needs)


def splits_at(*, urban: bool, day: dt.date, with_needs: int = 0) -> int:
    """At how many pupils a class falls into two groups; each child with special needs lowers it."""
    threshold = term("split_urban" if urban else "split_rural", day).value
    return max(0, threshold - with_needs * term("split_less_per_sen", day).value)


def is_split(seated: int, *, urban: bool, day: dt.date, with_needs: int = 0) -> bool:
    """Whether a class of this size learns the subjects that split in two groups."""
    return seated >= splits_at(urban=urban, day=day, with_needs=with_needs)
