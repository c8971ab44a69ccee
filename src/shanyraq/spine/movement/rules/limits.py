"""How full a class may be, and when it falls into two groups. Numbers of the law come from dated tables."""

import datetime as dt

from shanyraq.spine.registry.reference.movement import term


def is_full(seated: int, *, day: dt.date) -> bool:
    """Whether one more learner would exceed the sanitary limit in force on this day."""
    return seated >= term("class_limit", day).value


def splits_at(*, urban: bool, day: dt.date, with_needs: int = 0) -> int:
    """At how many pupils a class falls into two groups; each child with special needs lowers it."""
    threshold = term("split_urban" if urban else "split_rural", day).value
    return max(0, threshold - with_needs * term("split_less_per_sen", day).value)


def is_split(seated: int, *, urban: bool, day: dt.date, with_needs: int = 0) -> bool:
    """Whether a class of this size learns the subjects that split in two groups."""
    return seated >= splits_at(urban=urban, day=day, with_needs=with_needs)
