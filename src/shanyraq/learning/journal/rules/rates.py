"""Success and quality of many marks. Pure.

Success: pupils without a "2" among those assessed; quality: pupils with 4 and 5 only. Grade 1, who was not assessed,
and subjects with a pass are outside of the base.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

WORTH = {5: 100, 4: 64, 3: 36, 2: 16}
"""СОУ: how much of a hundred each mark is taken for."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Counted of all; `percent` is exact and None where there is nobody to count."""

    counted: int
    base: int

    @property
    def percent(self) -> Fraction | None:
        return Fraction(100 * self.counted, self.base) if self.base else None


def has_success(marks: Collection[int]) -> bool:
    return all(mark > 2 for mark in marks)


def has_quality(marks: Collection[int]) -> bool:
    return all(mark >= 4 for mark in marks)


def success(of_pupils: Iterable[Collection[int]]) -> Rate:
    """Each pupil's marks; one without any mark is not assessed and outside of the base."""
    assessed = [marks for marks in of_pupils if marks]
    return Rate(sum(map(has_success, assessed)), len(assessed))


def quality(of_pupils: Iterable[Collection[int]]) -> Rate:
    assessed = [marks for marks in of_pupils if marks]
    return Rate(sum(map(has_quality, assessed)), len(assessed))


def learning_level(marks: Iterable[int]) -> Fraction | None:
    """СОУ in per cent: (1.00·n5 + 0.64·n4 + 0.36·n3 + 0.16·n2) / n. None without marks."""
    counted = Counter(marks)
    number = sum(counted.values())
    return Fraction(sum(WORTH[mark] * times for mark, times in counted.items()), number) if number else None
