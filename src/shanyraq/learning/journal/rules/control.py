"""What a deputy head looks at: marks that cannot well be, and too much homework on one day. Pure."""

from collections.abc import Mapping


def are_all_alike(counts: Mapping[int, int], *, least: int, share: int) -> int | None:
    """The mark that (nearly) everybody got in a lesson, where it is the highest or lowest given and the lesson has
    marks enough to say anything; None otherwise. `share` is a whole per cent."""
    total = sum(counts.values())
    if total < least:
        return None
    mark, number = max(counts.items(), key=lambda pair: pair[1])
    return mark if number * 100 >= share * total else None


def is_too_much(subjects: int, *, most: int) -> bool:
    """Whether homework of so many subjects on one day is more than the house lets a class have."""
    return subjects > most
