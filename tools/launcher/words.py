"""How the launcher speaks to the person at the terminal: one sentence, and what to do."""

import sys


class Stop(Exception):
    """The launcher cannot go on; the text is a sentence for the operator that says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
