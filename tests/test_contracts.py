"""Every contract of the map fails when somebody breaks it: seen on a small house built for the purpose."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = """
config kernel/clock flows/gate_against_register
spine/registry/models spine/registry/api spine/registry/factories spine/registry/rules
spine/access/api spine/access/models spine/access/queries spine/presence/api spine/presence/events
learning/journal/api learning/journal/actions learning/journal/forms learning/journal/pages/lesson
learning/journal/tests/test_lesson learning/journal/demo learning/timetable/rules learning/diary/models
learning/reports/models campus/gates/endpoints insight/analytics/figures
portals/family/pages portals/pupil/pages portals/teacher/pages portals/school/pages portals/office/pages
portals/public/pages
"""
LAWFUL = {
    "spine/access/queries": "from shanyraq.spine.registry import api",
    "learning/journal/actions": "from shanyraq.spine.access import api\nfrom shanyraq.kernel import clock",
    "learning/journal/pages/lesson": "from shanyraq.learning.journal import actions, forms",
    "learning/journal/tests/test_lesson": "from shanyraq.spine.registry import factories",
    "learning/journal/demo": "from shanyraq.spine.registry import factories",
    "flows/gate_against_register": "from shanyraq.spine.presence import api, events",
    "portals/family/pages": "from shanyraq.learning.journal import api",
}
TRESPASSES = {
    "The map": ("campus/gates/endpoints", "from shanyraq.learning.journal import api"),
    "The order of the spine": ("spine/registry/api", "from shanyraq.spine.access import api"),
    "The order of learning": ("learning/timetable/api", "from shanyraq.learning.journal import api"),
    "The order of campus": ("campus/canteen/api", "from shanyraq.campus.safety import api"),
    "Insight": ("insight/oracles/api", ""),
    "Portals are strangers": ("portals/family/api", "from shanyraq.portals.office import pages"),
    "Doors": ("learning/journal/actions", "from shanyraq.spine.access import models"),
    "Inside a module": ("learning/journal/forms", "from shanyraq.learning.journal.pages import lesson"),
    "Factories are for tests and the demonstration": (
        "learning/journal/pages/lesson",
        "from shanyraq.spine.registry import factories",
    ),
    "Rules are pure": ("spine/registry/rules", "from django.db import models"),
}
ALSO_THERE = {"campus/safety/api": ""}


def build(folder: Path, rooms: dict[str, str]) -> None:
    for name, source in rooms.items():
        path = folder / "shanyraq" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source + "\n")
        for parent in path.relative_to(folder).parents:
            if parent.parts:
                (folder / parent / "__init__.py").touch()


def verdicts(folder: Path) -> tuple[dict[str, str], str]:
    """What import-linter says of each contract, and everything it printed."""
    program = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    options = ["--no-cache", "--config", str(ROOT / ".importlinter")]
    env = os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'tools'}", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", program, *options],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE)), done.stdout + done.stderr


@pytest.fixture(scope="module")
def lawful() -> dict[str, str]:
    return dict.fromkeys(ROOMS.split(), "") | LAWFUL


def test_a_lawful_house_keeps_every_contract(tmp_path: Path, lawful: dict[str, str]) -> None:
    build(tmp_path, lawful)
    found, printed = verdicts(tmp_path)
    assert found == dict.fromkeys(TRESPASSES, "KEPT"), printed


def test_every_trespass_is_named_under_its_contract(tmp_path: Path, lawful: dict[str, str]) -> None:
    rooms = lawful | ALSO_THERE
    for name, source in TRESPASSES.values():
        rooms[name] = f"{rooms.get(name, '')}\n{source}"
    build(tmp_path, rooms)
    found, printed = verdicts(tmp_path)
    assert found == dict.fromkeys(TRESPASSES, "BROKEN"), printed
    sections = re.split(r"^(.+)\n-{3,}$", printed, flags=re.MULTILINE)
    told = dict(zip(sections[1::2], sections[2::2], strict=True))
    for contract, (name, _) in TRESPASSES.items():
        module = f"shanyraq.{name.replace('/', '.')}".rpartition(".")[0]
        assert module in told[contract], f"{contract}:\n{printed}"
