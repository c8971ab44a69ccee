"""Turn an installer's complaint into one sentence that says what to do."""

import re
from pathlib import Path

from launcher.words import Stop

FULL = re.compile(r"no space left on device|disk quota exceeded|os error 28", re.IGNORECASE)
CUT_OFF = re.compile(
    r"newconnectionerror|connection refused|connection reset|name resolution|"
    r"name or service not known|dns error|"
    r"network is unreachable|no route to host|timed out|error sending request|failed to establish|proxyerror|"
    r"tcp connect error|max retries exceeded",
    re.IGNORECASE,
)
UNTRUSTED = re.compile(r"certificate_verify_failed|unknownissuer|invalid peer certificate|sslerror", re.IGNORECASE)
ALTERED = re.compile(r"hash mismatch|do not match the hashes|hashes are required", re.IGNORECASE)
ABSENT = re.compile(r"no matching distribution|no solution found|could not find a version", re.IGNORECASE)


def last_words(output: str, *, lines: int = 12) -> str:
    kept = [line for line in output.splitlines() if line.strip()][-lines:]
    return "\n".join(f"    {line}" for line in kept)


def stop_for(output: str, *, folder: Path, wheels: Path | None) -> Stop:
    """The sentence for an installer's output; an unknown complaint is shown as it came."""
    if FULL.search(output):
        return Stop(f"The disk of {folder} (or of the home folder's cache) is full: make room and start again.")
    if ALTERED.search(output):
        return Stop(
            "A package that arrived is not the one in the lock file, so nothing of it was installed: "
            f"try another network or mirror.\n{last_words(output)}"
        )
    if UNTRUSTED.search(output):
        return Stop("The package server's certificate is not trusted: name your authority's file in SSL_CERT_FILE.")
    if wheels and ABSENT.search(output):
        return Stop(
            f"The folder {wheels} lacks a package for this machine: make it again with ./shanyraq wheels DIR "
            f"on a machine with the same system and Python.\n{last_words(output, lines=3)}"
        )
    if CUT_OFF.search(output):
        return Stop(
            "There is no network to fetch packages from: connect and start again, or give --wheels DIR, "
            "a folder made by ./shanyraq wheels DIR on a machine that has one."
        )
    return Stop(f"The packages could not be installed; the installer said:\n{last_words(output)}")


def stop_when_full(output: str, *, folder: Path) -> None:
    if FULL.search(output):
        raise stop_for(output, folder=folder, wheels=None)


def stop_when_hopeless(output: str, *, folder: Path) -> None:
    """Stop at once where another installer would fail in the same way, only later."""
    if FULL.search(output) or CUT_OFF.search(output):
        raise stop_for(output, folder=folder, wheels=None)
