"""`./shanyraq check`: every check on a line with its seconds, all of them even when one fails."""

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from launcher import house, install
from launcher.house import Options
from launcher.suite import compile_texts, scratch
from launcher.words import Stop, say


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    command: list[str]


def all_checks() -> list[Check]:
    bin_folder = house.python_of().parent

    def tool(name: str, *arguments: str) -> list[str]:
        return [str(bin_folder / name), *arguments]

    def own(name: str) -> list[str]:
        return [str(house.python_of()), "-m", f"checks.{name}"]

    return [
        Check("format", tool("ruff", "format", "--check", ".")),
        Check("lint", tool("ruff", "check", ".")),
        Check("types", tool("mypy", "src", "tools")),
        Check("contracts", tool("lint-imports", "--no-cache")),
        Check("django", house.manage("check", "--fail-level", "WARNING")),
        Check("migrations", house.manage("makemigrations", "--check", "--dry-run")),
        Check("translations", house.manage("checktranslations")),
        Check("duplicates", own("duplicates")),
        Check("addresses", own("addresses")),
        Check("paths", own("paths")),
        Check("lengths", own("lengths")),
        Check("locks", own("locks")),
    ]


def check(arguments: Sequence[str], options: Options) -> int:
    """Run the named checks, or all; 1 when any failed."""
    known = {each.name: each for each in all_checks()}
    if unknown := [name for name in arguments if name not in known]:
        raise Stop(f"There is no check named {unknown[0]}; there are: {', '.join(known)}.")
    install.ensure("dev", wheels=options.wheels)
    compile_texts(options)
    failed = [
        each.name for each in known.values() if (not arguments or each.name in arguments) and not passes(each, options)
    ]
    say(f"Failed: {', '.join(failed)}" if failed else "Every check passed.")
    return 1 if failed else 0


def passes(each: Check, options: Options) -> bool:
    begun = time.monotonic()
    env = scratch(options)
    env["PYTHONPATH"] += f":{house.ROOT / 'tools'}"
    done = subprocess.run(
        each.command,
        cwd=house.ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    say(f"{'ok    ' if good else 'FAILED'} {each.name:<14}{time.monotonic() - begun:6.1f} s")
    if not good:
        say("\n".join(f"    {line}" for line in done.stdout.rstrip().splitlines()[-80:]))
    return good
