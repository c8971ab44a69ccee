"""The same eight or more lines in two places: two callers make a helper."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from checks.tree import ROOT, report, written_sources

RUN = 8
TABLES = {"formats.py"}  # Django wants the same flat names in every language


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """A run of equal lines: where it starts in either place, and how long it is."""

    first: Path
    first_line: int
    second: Path
    second_line: int
    length: int


def telling_lines(source: str) -> list[Line]:
    """The lines that say something: no blanks, comments, imports, docstrings or lone brackets."""
    silent = quiet_line_numbers(source)
    lines = ((number, " ".join(text.split())) for number, text in enumerate(source.splitlines(), 1))
    return [
        Line(number, text)
        for number, text in lines
        if number not in silent and not text.startswith("#") and any(sign.isalnum() for sign in text)
    ]


def quiet_line_numbers(source: str) -> set[int]:
    """Lines of imports and of strings that stand alone."""
    quiet: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom):
            continue
        if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant):
            quiet.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return quiet


def repetitions(sources: dict[Path, str], *, run: int = RUN) -> Iterator[Repetition]:
    """Each maximal run of at least `run` equal lines in two places, once."""
    lines = {path: telling_lines(source) for path, source in sources.items()}
    places: dict[tuple[str, ...], list[tuple[Path, int]]] = defaultdict(list)
    for path, told in lines.items():
        for start in range(len(told) - run + 1):
            places[tuple(line.text for line in told[start : start + run])].append((path, start))
    for spots in places.values():
        for (first, i), (second, j) in pairwise(spots):
            if goes_back(lines[first], i, lines[second], j):
                continue  # it belongs to a run that began a line earlier
            length = common_length(lines[first][i:], lines[second][j:])
            if first == second:
                length = min(length, j - i)
            if length >= run:
                yield Repetition(first, lines[first][i].number, second, lines[second][j].number, length)


def goes_back(first: Sequence[Line], i: int, second: Sequence[Line], j: int) -> bool:
    return i > 0 and j > 0 and first[i - 1].text == second[j - 1].text


def common_length(first: Sequence[Line], second: Sequence[Line]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.text != other.text:
            break
        count += 1
    return count


def main() -> int:
    read = [path for path in written_sources() if path.name not in TABLES]
    sources = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in read}
    return report(
        f"{each.first}:{each.first_line} and {each.second}:{each.second_line} share {each.length} lines"
        for each in repetitions(sources)
    )


if __name__ == "__main__":
    sys.exit(main())
