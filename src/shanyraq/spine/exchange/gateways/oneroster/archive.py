"""The zip of a OneRoster hand-over: opened only where it is what it says it is.

Whoever makes the file may mean harm: names that climb out of the folder, links, a gigabyte packed into a kilobyte, two
members of one name, a password. Each is refused in a sentence, before a row is read.
"""

import csv
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.exchange.gateways.oneroster.fields import SKIPPED, TABLES

MOST_MEMBERS = 100
LARGEST_TOTAL = 4 * 1024**3
LARGEST_RATIO = 200
SMALL = 1024**2
MOST_COLUMNS = 200
LONGEST_MANIFEST = 1000
VERSIONS = ("1.1", "1.2")
MODES = ("bulk", "delta", "absent")
RUBBISH = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What archivers of desktops add by themselves."""

Line = tuple[int, list[str]]


class BadArchive(Denied):
    """The file as a whole cannot be read. Its words name the member, and the row where there is one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.csv says: the version, how each file is meant ("bulk", "delta"), and who made it."""

    version: str
    modes: Mapping[str, str]
    system: str


def is_oneroster(file: IO[bytes]) -> bool:
    """Whether this is a zip with a manifest.csv. The file is left at its beginning."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as box:
            return any(PurePosixPath(name).name.lower() == "manifest.csv" for name in box.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    finally:
        file.seek(0)


class Archive:
    """The members of a checked zip by their lower-case names."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        try:
            self._box = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise BadArchive(_("The file is no zip archive, or it is damaged."), way=_way()) from error
        file.seek(0, 2)
        self._members = _checked(self._box.infolist(), size=file.tell())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    @property
    def names(self) -> list[str]:
        """The members as they are called in the archive."""
        return [PurePosixPath(member.filename).name for member in self._members.values()]

    def lines(self, name: str) -> Iterator[Line]:
        """The rows of a member with their numbers as a sheet shows them; the header is the first."""
        member = self._members.get(name.lower())
        if member is None:
            raise BadArchive(_("The archive has no file %(file)s.") % {"file": name}, way=_way())
        number = 0
        try:
            with self._box.open(member) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                for number, cells in enumerate(csv.reader(text, strict=True), start=1):
                    if cells:
                        yield number, cells
        except UnicodeDecodeError as error:
            words = _("%(file)s, near row %(row)s: the text is not UTF-8.") % {"file": name, "row": number + 1}
            raise BadArchive(words, way=_("Save the files as “CSV UTF-8”.")) from error
        except (
            csv.Error,
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            zlib.error,
        ) as error:
            words = _("%(file)s is damaged near row %(row)s.") % {"file": name, "row": number + 1}
            raise BadArchive(words, way=_way()) from error

    def manifest(self) -> Manifest:
        """What the hand-over says of itself. Raises BadArchive where it is missing or not of our versions."""
        said = self._said()
        version = said.get("oneroster.version", "")
        if version[:3] not in VERSIONS or (version[3:] and not version[3:].startswith(".")):
            raise BadArchive(
                _("manifest.csv, oneroster.version: «%(entered)s» is not read here.") % {"entered": version[:40]},
                way=_("Ask the other system for OneRoster 1.1 or 1.2."),
            )
        modes = {name: self._mode(said, name) for name in (*TABLES, *SKIPPED)}
        for name, mode in modes.items():
            if mode != "absent" and f"{name}.csv" not in self:
                words = _("manifest.csv says that %(file)s is there, and the archive does not have it.")
                raise BadArchive(words % {"file": f"{name}.csv"}, way=_way())
        system = said.get("source.systemcode") or said.get("source.systemname") or "oneroster"
        return Manifest(version[:3], modes, system[:60])

    def _said(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for number, cells in self.lines("manifest.csv"):
            if number > LONGEST_MANIFEST:
                raise BadArchive(_("manifest.csv is too long."), way=_way())
            if len(cells) > 1:
                said[cells[0].strip().lower()] = cells[1].strip()
        return said

    def _mode(self, said: Mapping[str, str], name: str) -> str:
        """How the file is meant. One that lies there and is not spoken of is taken as whole."""
        mode = said.get(f"file.{name}".lower(), "").lower()
        if not mode:
            return "bulk" if f"{name}.csv" in self and name in TABLES else "absent"
        if mode not in MODES:
            words = _("manifest.csv, file.%(name)s: «%(entered)s» is neither bulk, delta nor absent.")
            raise BadArchive(words % {"name": name, "entered": mode[:40]}, way=_way())
        return mode


def _way() -> str:
    return _("Ask for the hand-over again: one zip with manifest.csv and its files, without a password.")


def _checked(members: list[zipfile.ZipInfo], *, size: int) -> dict[str, zipfile.ZipInfo]:
    """The members by name. Raises BadArchive for an archive that means harm or cannot be read whole."""
    wanted = [each for each in members if not each.is_dir() and not _is_rubbish(each.filename)]
    if len(wanted) > MOST_MEMBERS:
        raise BadArchive(_("The archive has more than %(number)s files.") % {"number": MOST_MEMBERS}, way=_way())
    _refuse_bombs(wanted, size=size)
    found: dict[str, zipfile.ZipInfo] = {}
    folders = set()
    for member in wanted:
        path = PurePosixPath(member.filename)
        shown = {"file": member.filename[:80]}
        if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename:
            raise BadArchive(_("The archive names a file outside itself: %(file)s.") % shown, way=_way())
        if stat.S_ISLNK(member.external_attr >> 16):
            raise BadArchive(_("%(file)s is a link, not a file.") % shown, way=_way())
        if member.flag_bits & 1:
            raise BadArchive(_("%(file)s is locked with a password.") % shown, way=_way())
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadArchive(_("%(file)s is packed in a way that is not read here.") % shown, way=_way())
        if path.name.lower() in found:
            raise BadArchive(_("The archive has two files called %(file)s.") % {"file": path.name}, way=_way())
        found[path.name.lower()] = member
        folders.add(path.parent)
    if len(folders) > 1:
        raise BadArchive(_("The files lie in several folders of the archive."), way=_way())
    return found


def _refuse_bombs(members: list[zipfile.ZipInfo], *, size: int) -> None:
    total = sum(member.file_size for member in members)
    if total > LARGEST_TOTAL:
        words = _("Unpacked, the archive would be larger than %(size)s GB.") % {"size": LARGEST_TOTAL // 1024**3}
        raise BadArchive(words, way=_("Ask for one hand-over for each district."))
    swollen = [m for m in members if m.file_size > SMALL and m.file_size > LARGEST_RATIO * max(1, m.compress_size)]
    if swollen or sum(member.compress_size for member in members) > size:
        raise BadArchive(_("The archive unpacks to far more than it holds; it is not opened."), way=_way())


def _is_rubbish(name: str) -> bool:
    return any(part in RUBBISH or part.startswith("._") for part in PurePosixPath(name).parts)
