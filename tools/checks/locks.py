"""The locks answer pyproject.toml: every named package is pinned within its bounds, by hash, in agreement."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checks.tree import ROOT, report

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")


def pins(lock: Path) -> dict[str, str]:
    found = (PIN.match(line) for line in lock.read_text().splitlines())
    return {str(canonicalize_name(pin["name"])): pin["version"] for pin in found if pin}


def unhashed(lock: Path) -> Iterator[str]:
    lines = lock.read_text().splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if PIN.match(line) and "--hash=" not in following:
            yield f"{lock.name}: {line.split()[0]} has no hash"


def unanswered(wanted: list[str], lock: Path) -> Iterator[str]:
    held = pins(lock)
    for requirement in map(Requirement, wanted):
        version = held.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{lock.name}: {requirement.name} is not in it; export the locks again (docs/operations.md)"
        elif not requirement.specifier.contains(version, prereleases=True):
            yield f"{lock.name}: {requirement.name} {version} is not {requirement.specifier}"


def findings(root: Path = ROOT) -> Iterator[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    run, dev, bootstrap = (root / f"requirements{part}.lock" for part in ("", "-dev", "-bootstrap"))
    wanted, groups = project["project"]["dependencies"], project["dependency-groups"]
    yield from unanswered(wanted, run)
    yield from unanswered([*wanted, *groups["dev"]], dev)
    yield from unanswered(groups["bootstrap"], bootstrap)
    for lock in (run, dev, bootstrap):
        yield from unhashed(lock)
    developing = pins(dev)
    for name, version in pins(run).items():
        if developing.get(name) != version:
            yield f"{dev.name}: {name} is {developing.get(name)}, and {version} in {run.name}"


if __name__ == "__main__":
    sys.exit(report(findings()))
