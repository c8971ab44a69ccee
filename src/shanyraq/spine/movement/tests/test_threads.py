"""Two people press at once, with connections of their own: a child is accepted once and a year is rolled once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

STORY = """
import datetime as dt, json, threading
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import connections
from shanyraq.kernel import clock
clock.anchor(dt.datetime(2027, 6, 10, 12, tzinfo=clock.ZONE))
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.models import RolloverLine, TransferMove
from shanyraq.spine.registry.factories import build_school
from shanyraq.spine.registry.models import Enrolment

old, new = build_school(28), build_school(29, pupil="Сәуле", family="Әбдіраш")
with use_scope(old.scope("director")):
    key = movement.issue_new_slip(
        person_id=old.pupil_id, to_organisation_id=new.organisation_id, ground="holidays"
    )
    movement.send_packet(transfer_id=key)

def together(act):
    said = []
    def press():
        try:
            with use_scope(new.scope("director")):
                act()
            said.append("done")
        except Denied:
            said.append("denied")
        except Exception as error:
            said.append(repr(error))
        finally:
            connections.close_all()
    threads = [threading.Thread(target=press) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(said)

accepted = together(lambda: movement.accept(transfer_id=key, group_id=new.group_id, order_number="1"))
rolled = together(lambda: movement.roll_over(organisation_id=new.organisation_id, school_year=2027))
with system_scope("story"):
    print(json.dumps({
        "accepted": accepted,
        "rolled": rolled,
        "moves": TransferMove.objects.filter(state="accepted").count(),
        "lines": RolloverLine.objects.count(),
        "stays": Enrolment.objects.filter(valid_to=None, organisation=new.organisation_id).count(),
    }))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the story makes a database file of its own")
def test_two_people_press_at_once(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"SHANYRAQ_DATA": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    env["DJANGO_SETTINGS_MODULE"] = "shanyraq.config.settings"
    command = [sys.executable, "-c", STORY]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"accepted": ["denied", "done"], "rolled": ["done", "done"], "moves": 1, "lines": 2, "stays": 2}
