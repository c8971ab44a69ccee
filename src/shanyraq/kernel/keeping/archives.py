"""The archive: parts, their digests, a manifest that says what they are. Personal data: mode 0600 always."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from shanyraq.kernel.keeping.contents import Contents
from shanyraq.kernel.keeping.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. Counts and digests; nobody's data."""

    made_at: str
    version: str
    vendor: str
    contents: Contents
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def manifest_from(text: bytes) -> Manifest:
    """The manifest. Raises Refused for another format or a damaged text."""
    try:
        raw: dict[str, Any] = json.loads(text)
        if raw["format"] != FORMAT:
            raise Refused(f"the backup has format {raw['format']}; this version reads format {FORMAT}")
        parts = {name: Part(**part) for name, part in raw.pop("parts").items()}
        return Manifest(contents=Contents(**raw.pop("contents")), parts=parts, **raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("the manifest of the backup cannot be read") from error


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that its owner alone may read. Raises Refused where something stands there already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise Refused(f"{path} is there already; a backup never overwrites") from error
    except OSError as error:
        raise Refused(f"{path} cannot be written ({error.strerror})") from error
    with os.fdopen(descriptor, "wb") as handle:
        yield handle
        handle.flush()
        os.fsync(handle.fileno())


def pack(target: Path, sources: dict[str, Path], manifest: Manifest) -> Manifest:
    """A zip of the sources under their names, and last the manifest with each part's digest."""
    with private_file(target) as handle, zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sources.items():
            with source.open("rb") as plain, archive.open(name, "w", force_zip64=True) as out:
                manifest.parts[name] = _copy(plain, out)
        archive.writestr(MANIFEST, manifest.to_json())
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise Refused("this is not a backup of Shanyraq: it has no manifest")
    return manifest_from(archive.read(MANIFEST))


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Every part stands under `folder` with the digest of the manifest. Raises Refused otherwise."""
    if surplus := set(archive.namelist()) - set(manifest.parts) - {MANIFEST}:
        raise Refused(f"the backup holds parts that its manifest does not name: {sorted(surplus)[:3]}")
    for name, expected in manifest.parts.items():
        target = folder / _safe(name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with archive.open(name) as packed, private_file(target) as out:
                found = _copy(packed, out)
        except (KeyError, zipfile.BadZipFile, EOFError) as error:
            raise Refused(f"the part {name} is missing or damaged") from error
        if found != expected:
            raise Refused(f"the part {name} is not the one that was saved: its SHA-256 differs")


def _copy(source: Any, target: Any) -> Part:
    digest, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        digest.update(block)
        size += len(block)
        target.write(block)
    return Part(sha256=digest.hexdigest(), size=size)


def _safe(name: str) -> PurePosixPath:
    """The name, if it is one of ours and leads nowhere else."""
    path = PurePosixPath(name)
    known = path.parts[:1] == ("files",) or name in {"database.sqlite3", "database.dump", "demo-clock.json"}
    if not known or ".." in path.parts or path.is_absolute() or "\\" in name or ":" in name:
        raise Refused(f"the backup holds a part with a strange name: {name!r}")
    return path
