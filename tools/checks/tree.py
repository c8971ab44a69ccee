"""Which files a check reads, and how it reports."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = {".git", ".venv", ".tools", "data", "__pycache__", "node_modules"}


def house_files(root: Path = ROOT) -> list[Path]:
    """Every file that is, or could be, committed: known to git or new and not ignored."""
    asked = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    if listed.returncode:  # an exported tree has no git
        found: Iterable[Path] = (path for path in root.rglob("*") if not OUTSIDE & set(path.relative_to(root).parts))
    else:
        found = (root / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file())


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a text file; none of a binary one."""
    content = path.read_bytes()
    if b"\0" not in content[:8192]:
        yield from enumerate(content.decode("utf-8", errors="replace").splitlines(), 1)


def written_sources(root: Path = ROOT) -> list[Path]:
    """The Python that people maintain: no migrations, no tests, nothing vendored."""
    kept_out = {"migrations", "tests", "vendor"}
    return [
        path
        for path in house_files(root)
        if path.suffix == ".py"
        and path.relative_to(root).parts[0] in ("src", "tools")
        and not kept_out & set(path.relative_to(root).parts)
    ]


def report(findings: Iterable[str]) -> int:
    """Print them; the exit code of the check."""
    found = list(findings)
    for line in found:
        print(line)
    return 1 if found else 0
