"""An operator writes a hand-over and whole exports from the command line."""

import json
import zipfile
from pathlib import Path

import pytest
from conftest import Cast
from django.core.management import CommandError, call_command

from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.gateways.oneroster import read_oneroster
from shanyraq.spine.exchange.tests.rosters import SOUND, packed, roster
from shanyraq.spine.registry.models import Organisation, Person

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


def test_a_hand_over_is_shown_then_applied_and_leaves_again_under_its_own_names(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other system finds its own identifiers again."""
    Organisation.objects.filter(id=cast.school.organisation_id).update(bin="250340000289")
    classes = SOUND["classes"].replace("termSourcedIds\n", "termSourcedIds,metadata.shanyraq.language\n")
    classes = classes.replace("7 «Ә»,07,K1,Ә,homeroom,S1,Y1", "7 «Б»,07,K1,Б,homeroom,S1,Y1,kk")
    enrollments = SOUND["enrollments"].replace("beginDate,endDate\n", "beginDate,endDate,metadata.shanyraq.hours\n")
    enrollments = enrollments.replace("E3,C2,S1,T1,teacher,true,2026-09-01,", "E3,C2,S1,T1,teacher,true,2026-09-01,,3")
    demographics = SOUND["demographics"] + "T1,1980-02-02,male\n"
    users = SOUND["users"].replace("Ержан,Сейтқали", "Нұрлан,Серікбай").replace("Дана,Сейтқали", "Гүлнар,Серікбай")
    path = tmp_path / "theirs.zip"
    file = roster(users=users, classes=classes, enrollments=enrollments, demographics=demographics)
    path.write_bytes(file.getvalue())
    call_command("import", str(path), "--bin", "250340000289", "--language", "en")
    shown = capsys.readouterr().out
    assert "pupil: create 1" in shown
    with system_scope("test"):
        assert Person.objects.filter(iin="130417500016").count() == 0
    call_command("import", str(path), "--bin", "250340000289", "--language", "en", "--apply")
    with system_scope("test"):
        child = Person.objects.get(iin="130417500016")
        assert (child.family, child.group.name) == ("Серікбай", "7 «Б»")
    out = tmp_path / "ours.zip"
    call_command("export", "oneroster", "--bin", "250340000289", "--source", "oneroster", "--to", str(out), verbosity=0)
    with out.open("rb") as ours:
        keys = {record.source_key for record in read_oneroster(ours)}
    assert {"S1", "C1", "T1", "P1", "G1"} <= keys


@pytest.mark.parametrize("what", ["missing.zip", "list.csv"])
def test_what_is_no_hand_over_is_said(cast: Cast, tmp_path: Path, what: str) -> None:
    (tmp_path / "list.csv").write_text("a;b\n")
    with pytest.raises(CommandError, match=what):
        call_command("import", str(tmp_path / what), "--bin", "250340000028")


def test_a_hand_over_that_means_harm_is_refused_in_words(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(packed({"manifest.csv": "propertyName,value\noneroster.version,9\n"}).getvalue())
    with pytest.raises(CommandError, match="«9» is not read here"):
        call_command("import", str(path), "--bin", "250340000028", "--language", "en")
    with pytest.raises(CommandError, match="no organisation"):
        call_command("import", str(path), "--bin", "1", "--language", "en")
