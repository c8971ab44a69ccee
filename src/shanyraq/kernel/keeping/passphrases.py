"""The passphrase of a backup, from the environment or a file; others can see a command line."""

import os
from pathlib import Path

from shanyraq.kernel.keeping.ciphers import SHORTEST
from shanyraq.kernel.keeping.refusals import Refused

VARIABLE = "SHANYRAQ_BACKUP_PASSPHRASE"


def given_passphrase(file: str | None) -> str:
    """The passphrase, or nothing where none was given. Raises Refused for one too short to protect."""
    try:
        passphrase = Path(file).read_text().strip() if file else os.environ.get(VARIABLE, "")
    except OSError as error:
        raise Refused(f"the passphrase file {file} cannot be read ({error.strerror})") from error
    if (file or passphrase) and len(passphrase) < SHORTEST:
        raise Refused(f"the passphrase is shorter than {SHORTEST} characters")
    return passphrase
