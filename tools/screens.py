"""Photographs the pages for docs/screens by living the stories once: python tools/screens.py."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screens"
STORIES = (
    "tests/test_story.py",
    "tests/test_register_story.py",
    "src/shanyraq/flows/tests/test_family_in_a_browser.py",
)


def main() -> int:
    """Every picture of docs/screens is made anew; the stories' own assertions hold."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stories = [sys.executable, "-m", "pytest", "-q", *STORIES]
    return subprocess.run(stories, cwd=ROOT, env=os.environ | {"SHANYRAQ_SCREENS": str(FOLDER)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
