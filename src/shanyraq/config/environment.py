"""Settings from the environment. A wrong value stops the start with a sentence that names the variable."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse


class SettingError(SystemExit):
    """A setting cannot be used; the process ends with a sentence for the operator."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Setting {name} cannot be used: {why}")


def flag(name: str, default: bool) -> bool:
    """A yes/no variable: 1/0, true/false, yes/no, on/off."""
    raw = os.environ.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    raise SettingError(name, f"expected yes or no, got {raw!r}")


def number(name: str, default: int, *, low: int, high: int) -> int:
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal() or not low <= int(raw) <= high:
        raise SettingError(name, f"expected a whole number from {low} to {high}, got {raw!r}")
    return int(raw)


def words(name: str, default: list[str]) -> list[str]:
    raw = os.environ.get(name, "")
    return [part.strip() for part in raw.split(",") if part.strip()] or default


def folder(name: str, default: Path) -> Path:
    """A folder that exists and can be written to; it is made when it is not there."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(name, f"the folder {path} cannot be made ({error.strerror})") from error
    if not os.access(path, os.W_OK):
        raise SettingError(name, f"the folder {path} is not writable")
    return path


def secret_key(data: Path) -> str:
    """The given key, or one made once and kept in the data folder, readable by its owner only."""
    given = os.environ.get("SHANYRAQ_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise SettingError("SHANYRAQ_SECRET_KEY", "at least 32 characters are needed")
        return given
    kept = data / "secret.key"
    if not kept.exists():
        try:
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start was quicker
            return kept.read_text().strip()
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


# Without IMMEDIATE a read-then-write transaction fails at once with "database is locked" when another
# writer is quicker; NORMAL in WAL may lose the last commits at power loss, never corrupt (docs/operations.md).
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-16000; PRAGMA recursive_triggers=ON;"
)


def sqlite(path: Path | str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def database(default: Path) -> dict[str, Any]:
    """DATABASE_URL as a Django database: sqlite:///path or postgresql://user:password@host:port/name."""
    raw = os.environ.get("DATABASE_URL", "").strip()
    if not raw:
        return sqlite(default)
    url = urlparse(raw)
    if url.scheme == "sqlite":
        return sqlite(Path(unquote(url.path)))
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise SettingError("DATABASE_URL", "expected sqlite:///path or postgresql://user@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(url.query)),
        # PgBouncer in transaction mode breaks server-side cursors.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
