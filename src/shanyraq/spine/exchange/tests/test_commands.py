"""An operator writes a hand-over and whole exports from the command line."""

import json
import zipfile
from pathlib import Path

import pytest
from conftest import Cast
from django.core.management import CommandError, call_command

from shanyraq.spine.exchange.gateways.oneroster import read_oneroster

TOWN = "611010000"


def test_a_school_and_a_territory_are_written(cast: Cast, tmp_path: Path) -> None:
    call_command("export", "oneroster", "--bin", "250340000028", "--to", str(tmp_path / "school.zip"), verbosity=0)
    call_command("export", "oneroster", "--territory", TOWN, "--to", str(tmp_path / "town.zip"), verbosity=0)
    with (tmp_path / "school.zip").open("rb") as school, (tmp_path / "town.zip").open("rb") as town:
        pupils = [{r.source_key for r in read_oneroster(file) if r.kind == "pupil"} for file in (school, town)]
    assert pupils == [{str(cast.school.pupil_id)}, {str(cast.school.pupil_id), str(cast.neighbour.pupil_id)}]


def test_everything_of_an_organisation_and_of_a_person_is_written(cast: Cast, tmp_path: Path) -> None:
    for what, whose in (
        ("organisation", ["--bin", "250340000028"]),
        ("person", ["--person", str(cast.school.pupil_id)]),
    ):
        call_command("export", what, *whose, "--to", str(tmp_path / f"{what}.zip"), verbosity=0)
        with zipfile.ZipFile(tmp_path / f"{what}.zip") as box:
            assert json.loads(box.read("manifest.json"))["about"]["kind"] == what


@pytest.mark.parametrize(
    "arguments",
    [
        ["oneroster", "--bin", "000000000000"], ["oneroster", "--territory", "nowhere"],
        ["organisation", "--territory", TOWN],
        ["oneroster", "--person", "00000000-0000-0000-0000-000000000000"],
        ["person", "--person", "00000000-0000-0000-0000-000000000000"],
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said_and_leaves_no_file(cast: Cast, tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("export", *arguments, "--to", str(tmp_path / "x.zip"), verbosity=0)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"mine")
    with pytest.raises(CommandError):
        call_command("export", "oneroster", "--bin", "250340000028", "--to", str(tmp_path / "x.zip"), verbosity=0)
    assert (tmp_path / "x.zip").read_bytes() == b"mine"
