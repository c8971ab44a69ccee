"""No package server's address anywhere: locks carry hashes, and the mirror is the operator's choice."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from checks.tree import ROOT, house_files, report, text_lines

EMBEDDING_LOCKS = {"uv.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock"}
ADDRESS = re.compile(r"(?:https?|git\+\w+|file)://", re.IGNORECASE)
# Spelt with classes, so that this check does not find itself.
SERVERS = re.compile(r"\b[p]ypi\.org|[p]ythonhosted|registry\.[n]pmjs|[n]pmmirror", re.IGNORECASE)


def findings(root: Path = ROOT) -> Iterator[str]:
    for path in house_files(root):
        name = path.relative_to(root)
        if path.name in EMBEDDING_LOCKS:
            yield f"{name}: this kind of lock carries addresses; commit the exported requirements instead"
        is_lock = path.suffix == ".lock" or path.name in ("pyproject.toml", ".npmrc", "pip.conf")
        for number, line in text_lines(path):
            if SERVERS.search(line):
                yield f"{name}:{number}: names a package server"
            elif is_lock and ADDRESS.search(line):
                yield f"{name}:{number}: an address in a lock"


if __name__ == "__main__":
    sys.exit(report(findings()))
