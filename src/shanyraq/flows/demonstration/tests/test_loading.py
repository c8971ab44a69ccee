"""A tiny region comes to stand by the real acts, and keeps its rules: verify, sign-ins, the clock, the refusals."""

import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from shanyraq.flows.demonstration import api as demonstration
from shanyraq.flows.demonstration import loading, signins
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal
from shanyraq.spine.access import api as access
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry

FRIDAY = demonstration.MORNING.date().replace(day=20)


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """A data folder of its own, so that no other test sees a demonstration clock."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def tiny(db: None, folder: Path) -> list[str]:
    said: list[str] = []
    demonstration.load(demonstration.SIZES["tiny"], say=said.append)
    return said


def sign_in(username: str) -> object:
    line = next(line for line in demonstration.kept() if line.username == username)
    user = authenticate(username=username, password=line.password)
    assert user is not None
    return user


def test_the_story_can_begin(tiny: list[str], folder: Path) -> None:
    """After loading: sealed facts that stand, a clock at 07:45, each person seeing what is theirs."""
    assert clock.now().replace(second=0, microsecond=0) == demonstration.MORNING
    with system_scope("test"):
        report = sealing.verify()
        assert (report.findings, report.waiting) == ([], 0)
        assert report.facts > 100
        (erzhan,) = registry.search_people("Сейтқали Ержан")
    bolat, dana, saule = (access.scope_of(sign_in(name)) for name in ("bolat", "dana", "saule"))
    with use_scope(bolat):
        first = journal.lessons_of_teacher(bolat.person_id, demonstration.MORNING.date())[0]
        assert (first.subject_code, first.number, first.group, first.is_taken) == ("algebra", 1, "7 «Ә»", False)
    with use_scope(dana):
        assert {child.given for child in registry.learners(dana.children)} == {"Ержан", "Айша"}
        day = journal.day_of_pupil(erzhan.id, FRIDAY)
        assert day
        assert all(lesson.topic for lesson in day)
    office = access.scope_of(sign_in("nurlan"))
    with system_scope("test"):
        school = registry.organisation(erzhan.organisation_id)
    assert [school.territory_path.startswith(path) for path in office.over("office")] == [True]
    with use_scope(saule):
        assert registry.card(erzhan.id) is None
    with system_scope("test"):
        days = presence.days({erzhan.id}, day=FRIDAY)
    assert days


def test_sign_ins_are_for_the_owner_only(tiny: list[str], folder: Path) -> None:
    kept = folder / "demo-signins.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    lines = demonstration.kept()
    assert len({line.password for line in lines}) == len(lines) == len({line.username for line in lines})
    table = demonstration.table(lines)
    assert {line.password in table and line.name in table for line in lines} == {True}
    assert not (folder / "demo.loading").exists()


def test_a_database_with_people_is_never_touched(tiny: list[str]) -> None:
    with pytest.raises(CommandError, match="only into an empty one"):
        call_command("demo", "load", skip_checks=True)


def test_a_cut_off_after_the_end_is_finished(tiny: list[str], folder: Path) -> None:
    """The starter's mark stands, all rows too: the clock is set, and the starter takes its own mark away."""
    (folder / "demo.loading").write_text(json.dumps({"size": "tiny"}))
    clock.anchor(loading.EVENING_BEFORE)
    said: list[str] = []
    demonstration.load(demonstration.SIZES["tiny"], say=said.append)
    assert said == ["The demonstration stands already."]
    assert clock.today() == demonstration.MORNING.date()
    assert (folder / "demo.loading").exists()


def test_a_forgotten_mark_does_not_turn_a_lived_in_clock(tiny: list[str], folder: Path) -> None:
    (folder / "demo.loading").write_text(json.dumps({"size": "tiny"}))
    clock.anchor(demonstration.MORNING.replace(day=25))
    demonstration.load(demonstration.SIZES["tiny"], say=lambda _words: None)
    assert clock.today().day == 25


def test_a_cut_off_in_the_middle_leaves_nothing(db: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(loading, "_live_days", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            demonstration.load(demonstration.SIZES["tiny"], say=lambda _words: None)
    with system_scope("test"):
        assert registry.organisations() == []
    assert (folder / "demo.loading").exists()
    assert not signins.path().exists()
    demonstration.load(demonstration.SIZES["tiny"], say=lambda _words: None)
    assert demonstration.kept()


def test_the_clock_goes_back_only_over_empty_time(tiny: list[str]) -> None:
    clock.anchor(demonstration.MORNING.replace(hour=13))
    demonstration.rewind()
    assert clock.now().hour == 7
    bolat = access.scope_of(sign_in("bolat"))
    clock.anchor(demonstration.MORNING.replace(hour=8, minute=5))
    with use_scope(bolat):
        lesson = journal.lessons_of_teacher(bolat.person_id, clock.today())[0]
        journal.take_attendance(lesson_id=lesson.id, exceptions={})
    with pytest.raises(demonstration.Refused, match="1 facts were recorded after Monday 07:45"):
        demonstration.rewind()
    assert clock.now().hour == 8


def test_a_true_clock_is_never_turned(db: None, folder: Path) -> None:
    with pytest.raises(demonstration.Refused, match="no demonstration"):
        demonstration.rewind()


def test_invented_numbers_are_refused_outside_a_demonstration(db: None, folder: Path) -> None:
    from shanyraq.flows.demonstration.region import plan_region

    person = plan_region(demonstration.SIZES["tiny"]).people[0]
    assert not clock.is_demo()
    with system_scope("test"), pytest.raises(Denied, match=person.iin):
        registry.register_people(people=[person])


def test_signins_are_printed(tiny: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", "signins", skip_checks=True)
    assert "Сейтқали Дана" in capsys.readouterr().out
