"""Which command was asked for, and the last line of defence: a sentence instead of a traceback."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from launcher import check, house, install, suite, up
from launcher.house import Options
from launcher.listing import listing
from launcher.words import Stop, say, warn


def main(arguments: Sequence[str]) -> int:
    try:
        options, rest = leading_options(list(arguments))
        return dispatch(rest, options)
    except Stop as stop:
        warn(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def leading_options(arguments: list[str]) -> tuple[Options, list[str]]:
    """What is said before the command: --data DIR and --wheels DIR, in either spelling."""
    options = Options()
    while arguments and arguments[0].startswith("--") and arguments[0] != "--help":
        name, _, value = arguments.pop(0).partition("=")
        if name not in ("--data", "--wheels"):
            raise Stop(f"{name} is not known before a command; ./shanyraq alone lists the commands.")
        if not value and not arguments:
            raise Stop(f"{name} needs a folder.")
        options = replace(options, **{name[2:]: Path(value or arguments.pop(0))})
    return options, arguments


def dispatch(arguments: list[str], options: Options) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name in ("help", "--help", "-h") and not rest:
        say(listing())
        return 0
    own: dict[str, Callable[[Sequence[str], Options], int]] = {
        "up": up.up,
        "test": suite.suite,
        "check": check.check,
        "wheels": wheels,
    }
    return own[name](rest, options) if name in own else management(arguments, options)


def wheels(arguments: Sequence[str], options: Options) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise Stop("Name the folder to fill: ./shanyraq wheels DIR.")
    install.gather_wheels(Path(arguments[0]).resolve())
    return 0


def management(arguments: Sequence[str], options: Options) -> int:
    """The process becomes the management command, so that signals and the exit code are its own."""
    install.ensure("run", wheels=options.wheels)
    command = house.manage(*arguments)
    os.execve(command[0], command, house.surroundings(options))  # noqa: S606 - our own interpreter, no shell
