"""An organisation takes its chains of seals with it, and anybody checks them without the house."""

import datetime as dt
import io
import re
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.jobs.declaring import timetables
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.care.factories import a_sheet
from shanyraq.spine.movement.factories import a_move

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


def taken_by(director_id: uuid.UUID, organisation_id: uuid.UUID) -> bytes:
    """Asked for on the page, collected by the worker's job, taken by who asked."""
    client = Client()
    client.force_login(make_user(director_id))
    form = {"kind": "organisation", "organisation": str(organisation_id)}
    assert client.post(reverse("exports"), form).status_code == 302
    [collecting] = [one.job for one in timetables() if one.name == "exchange: collect exports"]
    with system_scope("the worker"):
        collecting.function()
    [address] = re.findall(r"/exports/[0-9a-f-]{36}/file/", client.get(reverse("exports")).content.decode())
    return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]


def alone(folder: Path, *words: str) -> tuple[int, str]:
    """What the script in the archive says, by itself."""
    done = subprocess.run(
        [sys.executable, "sealed/check_receipt.py", *words, "--lang", "en"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.strip()


def test_an_organisations_chains_are_checked_by_the_script_that_lies_beside_them(cast: Any, tmp_path: Path) -> None:
    """Aigerim's moves are opened, the illness stays closed; one altered word, one line less, and the chain breaks."""
    school = cast.school
    with system_scope("test"), transaction.atomic():
        for _each in range(3):
            a_move(school)
        a_sheet(school)
        sealing.seal_everything()
        a_move(school)
        sealing.seal_everything()
        sealing.publish()
        a_move(school)
        sealing.seal_everything()
    with zipfile.ZipFile(io.BytesIO(taken_by(school.director_id, school.organisation_id))) as box:
        box.extractall(tmp_path)
    roots = "".join(f"{root.day} {root.code}\n" for root in sealing.roots(9))
    (tmp_path / "roots.txt").write_text(roots)
    whole = alone(tmp_path, "sealed/moves.jsonl", "--roots", "roots.txt")
    assert whole == (
        0, "[chain] THE CHAIN STANDS: 3 seals, 5 entries are unaltered; not opened: 0, seals not published yet: 1.",
    )  # fmt: skip
    assert "0 entries are unaltered; not opened: 1" in alone(tmp_path, "sealed/health.jsonl", "--roots", "roots.txt")[1]
    chain = tmp_path / "sealed" / "moves.jsonl"
    lines = chain.read_text().splitlines()
    for change, word in (
        (lambda rows: [row.replace('"admitted"', '"left"', 1) for row in rows], "not-in-seal"),
        (lambda rows: rows[:1] + rows[2:], "malformed"),
        (lambda rows: rows[4:], "chain-broken"),
        (lambda rows: [], "malformed"),
    ):
        chain.write_text("\n".join(change(lines)) + "\n" if change(lines) else "")
        status, said = alone(tmp_path, "sealed/moves.jsonl", "--roots", "roots.txt")
        assert (status != 0, said.split("]")[0]) == (True, f"[{word}")
    chain.write_text("\n".join(lines) + "\n")
    (tmp_path / "roots.txt").write_text(f"{NOON.date()} {'0' * 64}\n")
    assert alone(tmp_path, "sealed/moves.jsonl", "--roots", "roots.txt")[1].startswith("[root-differs]")


def test_the_neighbours_chains_are_not_taken_along(cast: Any, tmp_path: Path) -> None:
    with system_scope("test"), transaction.atomic():
        a_move(cast.neighbour)
        sealing.seal_everything()
    with zipfile.ZipFile(io.BytesIO(taken_by(cast.school.director_id, cast.school.organisation_id))) as box:
        assert not [name for name in box.namelist() if name.startswith("sealed/")]
