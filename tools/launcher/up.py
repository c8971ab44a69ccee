"""`./shanyraq up`: install, prepare, serve."""

import argparse
import fcntl
import http.client
import os
import resource
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher import house, install
from launcher.house import Options
from launcher.prepare import DATABASE_SILENT
from launcher.supervise import Child, Supervisor
from launcher.words import Stop, say

DATA_MEGABYTES = {"small": 300, "city": 2000}
ANSWER_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Door:
    """Where the house answers: this machine alone, or with a certificate the local network."""

    port: int = 8000
    host: str = "127.0.0.1"
    name: str = "localhost"
    certificate: Path | None = None
    key: Path | None = None

    @property
    def address(self) -> str:
        return f"{'https' if self.certificate else 'http'}://{self.name}:{self.port}"

    def settings(self) -> dict[str, str]:
        """What the settings must know of it. The operator's own words in the environment win."""
        said = {"SHANYRAQ_PORT": str(self.port)}
        if self.certificate:
            said |= {
                "SHANYRAQ_HTTPS": "yes",
                "SHANYRAQ_HOSTS": f"{self.name},localhost,127.0.0.1",
                "SHANYRAQ_ORIGINS": self.address,
                "SHANYRAQ_LIVE_URL": f"https://{self.name}:{self.port + 1}/live/",
            }
        return {name: value for name, value in said.items() if name == "SHANYRAQ_PORT" or name not in os.environ}


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="./shanyraq up", description="Install, prepare and serve Shanyraq.")
    asked.add_argument("--port", type=port_number, default=None, help="of the pages; live updates use the next one")
    asked.add_argument("--data", type=Path, help="the folder of the database, files and logs (default: data)")
    asked.add_argument("--size", choices=sorted(DATA_MEGABYTES, reverse=True), default="small", help="of the demo")
    asked.add_argument("--empty", action="store_true", help="start without the demonstration, for real work")
    asked.add_argument("--wheels", type=Path, help="install from this folder of wheels, without a network")
    asked.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="web processes (default 2)")
    asked.add_argument("--logs", action="store_true", help="show the processes' logs here, not in DATA/logs")
    asked.add_argument("--lan", action="store_true", help="answer to the local network; needs --certificate and --key")
    asked.add_argument("--name", default=socket.gethostname(), help="with --lan: this machine's name in the network")
    asked.add_argument("--certificate", type=Path, help="with --lan: certificate chain, PEM")
    asked.add_argument("--key", type=Path, help="with --lan: its private key, PEM (PKCS#8)")
    return asked


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65534:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65534")
    return int(text)


def up(arguments: Sequence[str], options: Options) -> int:
    asked = parser().parse_args(arguments)
    options = Options(data=asked.data or options.data, wheels=asked.wheels or options.wheels)
    door = choose_door(asked)
    data = house.data_folder(options)
    house.ask_for_writing(data, purpose="The data folder", remedy="choose another with --data DIR.")
    with only_one(data):
        ask_for_ports(door)
        house.ask_for_space(data, megabytes=DATA_MEGABYTES[asked.size], purpose="The data folder")
        install.ensure("run", wheels=options.wheels)
        env = house.surroundings(Options(data=data), PYTHONUNBUFFERED="1", **door.settings())
        env.setdefault("PROMETHEUS_MULTIPROC_DIR", str(fresh_metrics(data)))
        prepare(env, size=asked.size, empty=asked.empty)
        serve(door, env, workers=asked.workers, logs=None if asked.logs else data / "logs", demo=not asked.empty)
    return 0


def choose_door(asked: argparse.Namespace) -> Door:
    port = asked.port or port_number(os.environ.get("SHANYRAQ_PORT") or "8000")
    if not asked.lan:
        return Door(port=port)
    if not (asked.certificate and asked.key):
        raise Stop(
            "--lan needs a certificate, because over a network passwords would travel readable and "
            "browsers refuse passkeys without one: add --certificate FILE --key FILE, "
            "made by your authority for this machine's name."
        )
    for file in (asked.certificate, asked.key):
        if not file.is_file():
            raise Stop(f"{file} is not there: give the path of a PEM file.")
    return Door(port=port, host="0.0.0.0", name=asked.name, certificate=asked.certificate, key=asked.key)  # noqa: S104


def fresh_metrics(data: Path) -> Path:
    """An empty folder in which the web processes add up their numbers; those of the last start are gone."""
    folder = data / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """This is the only `up` on the data folder; a second one is told of the first."""
    with (data / "up.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            raise Stop(
                f"Shanyraq already runs on {data} (process {handle.read().strip() or 'unknown'}): "
                "stop it first, or choose another folder with --data DIR."
            ) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def ask_for_ports(door: Door) -> None:
    for port in (door.port, door.port + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((door.host, port))
            except PermissionError as error:
                raise Stop(
                    f"Port {port} is reserved for the administrator: choose one above 1024 with --port."
                ) from error
            except OSError as error:
                raise Stop(
                    f"Port {port} is taken by another program: stop it, or choose another, "
                    f"as ./shanyraq up --port {door.port + 10}."
                ) from error


def prepare(env: dict[str, str], *, size: str, empty: bool) -> None:
    """Tables, texts, static files and the demonstration are in place."""
    begun = time.monotonic()
    command = [
        str(house.python_of()),
        "-m",
        "launcher.prepare",
        "--size",
        size,
        *(["--empty"] if empty else []),
    ]
    paths = os.pathsep.join([env["PYTHONPATH"], str(house.ROOT / "tools")])
    code = subprocess.run(command, env=env | {"PYTHONPATH": paths}, check=False).returncode
    if code == DATABASE_SILENT:
        raise Stop("The database does not answer (its words are above): check DATABASE_URL and that it runs.")
    if code:
        raise Stop("The data could not be made ready; the reason is above.")
    if (seconds := time.monotonic() - begun) > 5:
        say(f"The data was ready after {seconds:.0f} s.")


def serve(door: Door, env: dict[str, str], *, workers: int, logs: Path | None, demo: bool) -> None:
    """The three processes run until a signal; the address is printed once the pages answer."""
    allow_many_streams()
    supervisor = Supervisor(processes(door, env, workers=workers, logs=logs))
    supervisor.listen()
    try:
        supervisor.start()
        if supervisor.wait(lambda: answers(door), seconds=ANSWER_SECONDS):
            greet(door, env, logs=logs, demo=demo)
        elif not supervisor.stopping:
            raise Stop(f"The pages did not answer within {ANSWER_SECONDS} s; see {logs or 'the lines above'}.")
        supervisor.run()
    finally:
        say("Stopping ...")
        supervisor.stop()


def processes(door: Door, env: dict[str, str], *, workers: int, logs: Path | None) -> list[Child]:
    if logs:
        logs.mkdir(exist_ok=True)
    granian = [str(house.python_of()), "-m", "granian", "--host", door.host, "--no-ws", "--http", "1"]
    # An open stream never ends by itself.
    granian += ["--respawn-failed-workers", "--workers-kill-timeout", "3"]
    if door.certificate:
        granian += ["--ssl-certificate", str(door.certificate), "--ssl-keyfile", str(door.key)]
    web = ["--interface", "wsgi", "--port", str(door.port), "--workers", str(workers)]
    # The default backpressure would hold at most 1,024 streams.
    live = [
        "--interface",
        "asgi",
        "--port",
        str(door.port + 1),
        "--backlog",
        "8192",
        "--backpressure",
        "8192",
    ]
    commands = {
        "web": [*granian, *web, "shanyraq.config.wsgi:application"],
        "live": [*granian, *live, "shanyraq.config.live:application"],
        "work": house.manage("work"),
    }
    return [Child(name, command, env, logs and logs / f"{name}.log") for name, command in commands.items()]


def allow_many_streams() -> None:
    """Every open stream is an open file, and the usual limit is 1,024 files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def answers(door: Door) -> bool:
    """The pages answer, asked by the address rather than the name, which may not resolve to this machine."""
    try:
        if door.certificate:
            # Our own process on this machine; whether the certificate is right is the browsers' question.
            trust = ssl._create_unverified_context()  # noqa: S323
            link: http.client.HTTPConnection = http.client.HTTPSConnection(
                "127.0.0.1", door.port, timeout=5, context=trust
            )
        else:
            link = http.client.HTTPConnection("127.0.0.1", door.port, timeout=5)
        link.request("GET", "/health/live", headers={"Host": f"localhost:{door.port}"})
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


def greet(door: Door, env: dict[str, str], *, logs: Path | None, demo: bool) -> None:
    say(f"\nShanyraq answers at {door.address}")
    if demo:
        signins = subprocess.run(house.manage("demo", "signins"), env=env, capture_output=True, text=True, check=False)
        if signins.returncode == 0 and signins.stdout.strip():
            say(signins.stdout.rstrip())
    say(f"Logs: {logs}. Stop with Ctrl-C.\n" if logs else "Stop with Ctrl-C.\n")
