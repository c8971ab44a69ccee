"""The launcher: what it decides before anything of the house runs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from launcher import house, install, listing, trouble
from launcher.house import Options
from launcher.main import leading_options, main
from launcher.prepare import static_digest
from launcher.suite import untouched
from launcher.supervise import Child, Supervisor, pause_before, shorten
from launcher.up import Door, ask_for_ports, choose_door, only_one, parser
from launcher.words import Stop

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def clone(tmp_path: Path) -> install.Place:
    """A clone that looks installed, development tools included."""
    for lock in (*install.LOCKS.values(), install.BOOTSTRAP):
        (tmp_path / lock).write_text(f"one==1.0  # {lock}\n")
    place = install.Place(tmp_path)
    place.python.parent.mkdir(parents=True)
    place.python.symlink_to(sys.executable)
    (place.venv / install.STAMP).write_text(json.dumps(install.stamp(place, "dev")))
    return place


def test_a_second_start_installs_nothing(clone: install.Place) -> None:
    assert install.is_installed(clone, "run")
    assert install.is_installed(clone, "dev")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_changed_lock_asks_for_installation(clone: install.Place, lock: str) -> None:
    (clone.root / lock).write_text("one==2.0\n")
    assert not install.is_installed(clone, "dev")
    assert install.is_installed(clone, "run") == (lock == "requirements-dev.lock")


def test_a_moved_clone_asks_for_installation(clone: install.Place, tmp_path: Path) -> None:
    moved = clone.root.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    assert not install.is_installed(install.Place(moved), "run")


def test_a_torn_record_asks_for_installation(clone: install.Place) -> None:
    (clone.venv / install.STAMP).write_text('{"root": ')
    assert not install.is_installed(clone, "run")


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (
            "NewConnectionError: [Errno 111] Connection refused\nERROR: No matching distribution",
            "There is no network",
        ),
        ("error: dns error: failed to lookup address information", "There is no network"),
        ("OSError: [Errno 28] No space left on device", "is full"),
        ("Hash mismatch for `django==5.2`", "is not the one in the lock file"),
        ("invalid peer certificate: UnknownIssuer", "SSL_CERT_FILE"),
        ("something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_an_installers_complaint_becomes_a_sentence(output: str, said: str, tmp_path: Path) -> None:
    assert said in str(trouble.stop_for(output, folder=tmp_path, wheels=None))


def test_a_poor_folder_of_wheels_is_named(tmp_path: Path) -> None:
    stop = trouble.stop_for("ERROR: No matching distribution found for django", folder=tmp_path, wheels=tmp_path)
    assert f"The folder {tmp_path} lacks a package" in str(stop)


def test_no_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="make room"):
        house.ask_for_space(tmp_path / "not" / "yet", megabytes=10**9, purpose="The installation")
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Stop, match="--data DIR"):
        house.ask_for_writing(
            tmp_path / "file" / "data", purpose="The data folder", remedy="choose another --data DIR."
        )


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Stop, match=f"Port {port} is taken"):
            ask_for_ports(Door(port=port))


def test_a_second_start_on_the_same_data_is_told_of_the_first(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(Stop, match=f"process {os.getpid()}"), only_one(tmp_path):
        pass


def test_the_local_network_needs_a_certificate() -> None:
    with pytest.raises(Stop, match="passwords would travel readable"):
        choose_door(parser().parse_args(["--lan"]))


def test_a_door_to_the_network_tells_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHANYRAQ_ORIGINS", raising=False)
    file = tmp_path / "school.pem"
    file.touch()
    said = [
        "--lan",
        "--port",
        "9000",
        "--name",
        "mektep28.kz",
        "--certificate",
        str(file),
        "--key",
        str(file),
    ]
    door = choose_door(parser().parse_args(said))
    assert door.address == "https://mektep28.kz:9000"
    assert door.settings()["SHANYRAQ_LIVE_URL"] == "https://mektep28.kz:9001/live/"
    assert door.settings()["SHANYRAQ_ORIGINS"] == door.address


def test_words_before_a_command(tmp_path: Path) -> None:
    options, rest = leading_options(["--data", str(tmp_path), "--wheels=wheels", "verify", "--data", "x"])
    assert options == Options(data=tmp_path, wheels=Path("wheels"))
    assert rest == ["verify", "--data", "x"]


@pytest.mark.parametrize("arguments", [["--colour", "up"], ["--data"]])
def test_unknown_words_before_a_command_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert arguments[0] in capsys.readouterr().err


def test_the_list_names_every_command_with_a_sentence() -> None:
    lines = [line.split(maxsplit=1) for line in listing.listing().splitlines() if line.startswith("  ")]
    told = dict(lines)
    files = ROOT.glob("src/shanyraq/**/management/commands/[!_]*.py")
    assert set(told) == {"up", "test", "check", "wheels", *(path.stem for path in files)}
    assert all(len(text) > 10 for text in told.values())


def test_static_files_are_gathered_again_only_after_a_change(tmp_path: Path) -> None:
    style = tmp_path / "portals" / "static" / "portals" / "day.css"
    style.parent.mkdir(parents=True)
    style.write_text("a {}")
    before = static_digest(tmp_path, locks=[], settings="")
    assert static_digest(tmp_path, locks=[], settings="") == before
    style.write_text("a { color: red }")
    assert static_digest(tmp_path, locks=[], settings="") != before


def test_patience_grows_and_has_an_end() -> None:
    assert [pause_before(failures) for failures in (1, 2, 3, 99)] == [1, 2, 4, 30]


def test_a_long_log_moves_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("launcher.supervise.LOG_LIMIT", 3)
    log = tmp_path / "web.log"
    log.write_text("a line\n")
    shorten(log)
    assert (log.read_text(), (tmp_path / "web.old.log").read_text()) == ("", "a line\n")


PARENT = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"


def gone(pid: int) -> bool:
    """No such process, or one that ended and waits for its parent's glance."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def within(seconds: float, holds: object) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_stopping_leaves_no_orphan_and_a_killed_child_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launcher.supervise.PATIENCE", (0.05,))
    log = tmp_path / "work.log"
    child = Child("work", [sys.executable, "-c", PARENT], dict(os.environ), log)
    supervisor = Supervisor([child])
    try:
        supervisor.start()
        assert child.process is not None
        assert within(10, lambda: log.read_text().count("\n") == 1)
        first = int(log.read_text())
        os.kill(child.process.pid, signal.SIGKILL)
        assert supervisor.wait(lambda: log.read_text().count("\n") == 2, seconds=10)
        assert within(5, lambda: gone(first)), "what a killed child had started lives on"
        second, process = int(log.read_text().split()[1]), child.process
    finally:
        supervisor.stop()
    assert process.poll() is not None
    assert within(5, lambda: gone(second))


def test_a_child_that_never_starts_ends_the_house_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launcher.supervise.PATIENCE", (0.01,))
    broken = Child(
        "web", [sys.executable, "-c", "raise SystemExit('no such table')"], dict(os.environ), tmp_path / "log"
    )
    supervisor = Supervisor([broken])
    supervisor.start()
    with pytest.raises(Stop, match="no such table"):
        supervisor.wait(lambda: False, seconds=20)


def test_the_script_can_be_read_by_an_old_python() -> None:
    """Its grammar is that of Python 3.0, so that 3.6 answers with a sentence, not a SyntaxError."""
    import ast

    source = (ROOT / "shanyraq").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    fancy = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Starred, ast.Nonlocal)
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, fancy)]
    assert os.access(ROOT / "shanyraq", os.X_OK)


def test_the_list_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "shanyraq")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "./shanyraq" in done.stdout


def test_tests_never_meet_the_operators_data() -> None:
    env = {
        "SHANYRAQ_DATA": "/srv/school",
        "DATABASE_URL": "postgresql://x/y",
        "SMTP_HOST": "mail",
        "PATH": "/bin",
    }
    assert untouched(env | {"SHANYRAQ_SHARED": "/srv/samples"}) == {
        "SHANYRAQ_SHARED": "/srv/samples",
        "PATH": "/bin",
    }
