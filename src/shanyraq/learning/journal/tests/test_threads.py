"""Two teachers in one class at once: on a file, with connections of their own, nothing is locked and no cell lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

STORY = """
import json, os, sys, threading, uuid
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connections
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Cell, MarkFact
from shanyraq.learning.journal.projections.checks import cells_against_facts
from shanyraq.spine.registry.factories import add_pupil, build_school

school = build_school(28)
with system_scope("story"):
    lesson = lesson_on(school, clock.today())
pupils = [school.pupil_id, *(add_pupil(school, "Оқушы", f"Н{n}") for n in range(11))]
answers, errors = [], []

def write(role, mine):
    try:
        with use_scope(school.scope(role)):
            for pupil in mine:
                for kind in ("mark", "code"):
                    if kind == "mark":
                        edit = journal.MarkEdit(client_id=uuid.uuid4(), lesson_id=lesson.id, pupil_id=pupil,
                                                value=7 if role == "teacher" else 8, reason="бірге")
                        answers.append((role, pupil, journal.set_marks(edits=[edit])[0]))
                    elif pupil != pupils[0]:
                        edit = journal.CodeEdit(client_id=uuid.uuid4(), lesson_id=lesson.id, pupil_id=pupil,
                                                code="ill", seen="present", reason="бірге")
                        answers.append((role, pupil, journal.set_codes(edits=[edit])[0]))
    except Exception as error:
        errors.append(repr(error))
    finally:
        connections.close_all()

with use_scope(school.scope("teacher")):
    journal.take_attendance(lesson_id=lesson.id, exceptions={})
# Each has cells of their own; the first cell is wanted by both.
halves = {"teacher": [pupils[0], *pupils[1:6]], "director": [pupils[0], *pupils[6:]]}
threads = [threading.Thread(target=write, args=item) for item in halves.items()]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with system_scope("story"):
    print(json.dumps({
        "errors": errors,
        "marked": Cell.objects.filter(mark__isnull=False).count(),
        "ill": Cell.objects.filter(code="ill").count(),
        "facts_of_first": MarkFact.objects.filter(pupil_id=pupils[0]).count(),
        "clashes": [str(p) for _r, p, a in answers if isinstance(a, journal.Clash)],
        "first": str(pupils[0]),
        "differences": list(cells_against_facts()),
    }))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the story is about SQLite's one writer")
def test_two_teachers_write_at_once(tmp_path: Path) -> None:
    import json
    import os

    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL",)}
    env |= {"SHANYRAQ_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    env["DJANGO_SETTINGS_MODULE"] = "shanyraq.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", STORY],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["errors"] == []
    assert (told["marked"], told["ill"], told["facts_of_first"]) == (12, 11, 1)
    assert told["clashes"] == [told["first"]]
    assert told["differences"] == []
