"""A zip that means harm is refused before a row is read, in a sentence that names what is wrong."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import translation

from shanyraq.spine.exchange.gateways.oneroster import BadArchive, read_oneroster
from shanyraq.spine.exchange.tests.rosters import SOUND, manifest, packed, roster


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refusal(file: io.BytesIO) -> str:
    with pytest.raises(BadArchive) as caught:
        list(read_oneroster(file))
    assert str(caught.value.way) or str(caught.value.words)
    return str(caught.value.words)


def sound() -> dict[str, str | bytes]:
    return {"manifest.csv": manifest(SOUND), **{f"{name}.csv": text for name, text in SOUND.items()}}


def test_what_is_no_zip_is_said() -> None:
    assert refusal(io.BytesIO(b"not a zip")) == "The file is no zip archive, or it is damaged."
    assert refusal(io.BytesIO(roster().getvalue()[:200])) == "The file is no zip archive, or it is damaged."


@pytest.mark.parametrize("name", ["../users.csv", "/etc/passwd", "a\\..\\users.csv", "C:users.csv"])
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    out = packed(sound())
    with zipfile.ZipFile(out, "a") as box:
        box.writestr(zipfile.ZipInfo(name), "x")
    assert refusal(out).startswith("The archive names a file outside itself: ")


def test_a_link_is_refused() -> None:
    out = packed(sound())
    link = zipfile.ZipInfo("resources.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "a") as box:
        box.writestr(link, "/etc/passwd")
    assert refusal(out) == "resources.csv is a link, not a file."


def test_two_files_of_one_name_are_refused() -> None:
    out = packed(sound())
    with zipfile.ZipFile(out, "a") as box:
        box.writestr("USERS.csv", "sourcedId\n")
    assert refusal(out) == "The archive has two files called USERS.csv."


def test_several_folders_are_refused_and_one_is_not() -> None:
    within = {f"roster/{name}": text for name, text in sound().items()}
    assert len(list(read_oneroster(packed(within)))) == 6
    assert refusal(packed({**within, "other/orgs2.csv": "x"})) == "The files lie in several folders of the archive."


def test_a_bomb_is_not_opened() -> None:
    out = packed({**sound(), "resources.csv": b"\0" * (2 * 1024**2)})
    assert refusal(out) == "The archive unpacks to far more than it holds; it is not opened."


def test_a_locked_file_is_refused() -> None:
    data = bytearray(packed(sound()).getvalue())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8 : entry + 10] = struct.pack("<H", 1)
    assert refusal(io.BytesIO(bytes(data))) == "manifest.csv is locked with a password."


def test_a_hundred_and_one_files_are_too_many() -> None:
    assert refusal(packed({f"{at}.csv": "x" for at in range(101)})) == "The archive has more than 100 files."


def test_a_roster_without_manifest_or_of_another_version_is_refused() -> None:
    without = {name: text for name, text in sound().items() if name != "manifest.csv"}
    assert refusal(packed(without)) == "The archive has no file manifest.csv."
    assert refusal(roster(version="1.0")) == "manifest.csv, oneroster.version: «1.0» is not read here."
    assert refusal(roster(version="1.25")) == "manifest.csv, oneroster.version: «1.25» is not read here."
    assert refusal(roster(mode="some")) == "manifest.csv, file.orgs: «some» is neither bulk, delta nor absent."


def test_a_file_that_the_manifest_promises_is_missed() -> None:
    without = {name: text for name, text in sound().items() if name != "users.csv"}
    assert refusal(packed(without)) == "manifest.csv says that users.csv is there, and the archive does not have it."


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"orgs": "name,type\nx,school\n"}, "orgs.csv, row 1: there is no column sourcedId."),
        ({"orgs": "sourcedId,name,NAME,type\n"}, "orgs.csv has two columns called name."),
        ({"orgs": "\n"}, "orgs.csv is empty: it has no header row."),
        ({"orgs": "sourcedId," + ",".join(f"c{at}" for at in range(200))}, "orgs.csv has more than 200 columns."),
        ({"orgs": 'sourcedId,name,type\nS1,"never closed,school\n'}, "orgs.csv is damaged near row 2."),
        ({"orgs": "sourcedId,name,type\nS1," + "x" * 200_000 + ",school\n"}, "orgs.csv is damaged near row 2."),
    ],
)
def test_a_file_that_is_no_table_is_named(changed: dict[str, str], words: str) -> None:
    assert refusal(roster(**changed)) == words


def test_another_encoding_is_named() -> None:
    out = packed({**sound(), "orgs.csv": "sourcedId,name,type\nS1,Школа,school\n".encode("cp1251")})
    assert refusal(out).startswith("orgs.csv, near row ")


def test_bytes_that_were_altered_on_the_way_are_noticed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for name, text in sound().items():
            box.writestr(name, text)
    data = out.getvalue().replace("№28 лицей".encode(), "№29 лицей".encode())
    assert refusal(io.BytesIO(data)).startswith("orgs.csv is damaged near row ")
