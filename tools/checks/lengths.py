"""A file past 300 lines wants to be split by what it holds."""

import sys
from collections.abc import Iterator
from pathlib import Path

from checks.tree import ROOT, report, written_sources

LIMIT = 300
ONE_FILE = "standalone"  # a folder of scripts that people carry away alone, so they cannot be split


def findings(root: Path = ROOT) -> Iterator[str]:
    for path in written_sources(root):
        if ONE_FILE in path.relative_to(root).parts:
            continue
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > LIMIT:
            yield f"{path.relative_to(root)}: {count} lines, more than {LIMIT}"


if __name__ == "__main__":
    sys.exit(report(findings()))
