"""A receipt checked twice: by the house and by the script that shares no code with it. They must agree."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from shanyraq.kernel.sealing.receipt import check_receipt
from shanyraq.kernel.sealing.tests.story import published_mark

SCRIPT = Path(__file__).parents[1] / "standalone" / "check_receipt.py"
TEXT, PUBLISHED = published_mark()
CODE = PUBLISHED.hash.hex()


def load_script():
    spec = importlib.util.spec_from_file_location("check_receipt_alone", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


alone = load_script()


def word_of(text, code=CODE):
    """What the script says of this text, without its printing."""
    try:
        alone.check(alone.read_receipt(text), lambda _day: {code})
    except alone.Stop as stop:
        return stop.word


def both(text, code=CODE):
    """The word on which the house and the script agree."""
    ours, theirs = check_receipt(text, bytes.fromhex(code)).value, word_of(text, code)
    assert ours == theirs
    return ours


def run(tmp_path, text, *options, python=sys.executable):
    file = tmp_path / "receipt.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = subprocess.run(
        [python, "-I", str(SCRIPT), str(file), *options],
        capture_output=True,
        timeout=30,
        cwd=tmp_path,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode()
