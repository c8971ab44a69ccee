"""One slip of the finger: a letter too much, too few, another one, or two swapped."""

SHORTEST = 5
"""From this many letters a name is long enough to be mistyped and still be known."""


def slips(word: str) -> frozenset[str]:
    """The word, and the word with each one letter left out."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def one_slip_apart(first: str, second: str) -> bool:
    """Whether the two differ by at most one slip."""
    if first == second:
        return True
    start = _alike(first, second)
    first, second = first[start:], second[start:]
    end = _alike(first[::-1], second[::-1])
    first, second = first[: len(first) - end], second[: len(second) - end]
    swapped = len(first) == 2 and first == second[::-1]
    return swapped or (len(first) <= 1 and len(second) <= 1)


def _alike(first: str, second: str) -> int:
    """How many letters from the beginning are the same."""
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return at
    return min(len(first), len(second))
