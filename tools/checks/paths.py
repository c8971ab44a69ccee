"""No path of the machine it was written on: the house must stand in any folder."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.tree import ROOT, house_files, report, text_lines

# Spelt with classes, so that this check does not find itself.
HOME = re.compile(r"(?<![\w.~-])/(?:[w]ork|[f]arm|[h]ome/\w+|[r]oot|[U]sers/\w+)/")


def findings(root: Path = ROOT) -> Iterator[str]:
    for path in house_files(root):
        if "vendor" in path.relative_to(root).parts:
            continue
        for number, line in text_lines(path):
            if found := HOME.search(line):
                yield f"{path.relative_to(root)}:{number}: a path of one machine, {found.group()}"


if __name__ == "__main__":
    sys.exit(report(findings()))
