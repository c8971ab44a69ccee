"""Fetch the front-end assets once and keep them here, so that nothing but Python is needed to run.

    uv run --no-project --with fonttools --with brotli python tools/vendor.py

Each package is named by exact version and integrity; the operator's npm decides where it comes from.
Written: a pruned Tabler stylesheet, a sprite of the icons we use, Inter in four subsets, licences, manifest.json; for
papers (PDF) the same Inter whole, in two weights.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "shanyraq" / "kernel" / "ui" / "static" / "vendor"
PAPER_FONTS = TARGET.parents[2] / "papers" / "fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package, by name, version and the SHA-512 of its archive."""

    name: str
    version: str
    integrity: str
    licence: str


TABLER = Package(
    "@tabler/core",
    "1.6.1",
    "sha512-lgmR9gcxRp5JlLxcmRi9Rz85JrEvH6Bz71KnlcPVSa97wtwQNjgSs3g3fxwbAlulHyRMghhIV04QUuW3pqDsIg==",
    "MIT",
)
ICONS = Package(
    "@tabler/icons",
    "3.51.0",
    "sha512-0pinvPZz7YeX+OSfxuEAbnEPWbocVXW5iU8h5lh41pYG8sZuQfpWECC980lxOT0clGIcNGn8xsBr+zKaRGdA/g==",
    "MIT",
)
INTER = Package(
    "@fontsource-variable/inter",
    "5.3.0",
    "sha512-OupL48va4JNofb97w6NYeF9S7W/kHNKM0Er8Dem5nqi4jeOLrVJDoE8tZEpnMJmtkvNbB1EIPPwHcdkF6b1oUA==",
    "OFL-1.1",
)

# Rules of Tabler whose classes all begin with one of these words are kept, and rules without a class; carousels,
# players, chats and its own navbar are left out: half the bytes that a phone would have to read.
KEPT_CLASSES = frozenset(
    """
    alert align badge border btn card col collapse column container d datagrid display empty end
    fade flex float font form fs fst fw g gap gx gy h hr icon input invalid is justify lead lh list
    m mb me mh ms mt mw mx my nav offset opacity order overflow p pb pe placeholder position ps pt
    px py row rounded shadow show small space spinner start sticky strong subheader tab table text
    top tracking valid vh visible visually vr vw w was z
    """.split()  # noqa: SIM905
)
# Colours of Tabler's demonstration palette: ours are in ui.css, so classes of these names are left out too.
DROPPED_COLOURS = re.compile(
    r"-(?:x|facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket"
    r"|tabler|blue|azure|indigo|purple|pink|orange|yellow|lime|teal|cyan|gray(?:-\w+)?|info|muted|light|dark|green|red|black)"
    r"(?:-lt|-fg)?(?![\w-])"
)
KEPT_ICONS = """
    home calendar calendar-event calendar-week message messages bell dots dots-vertical menu-2 x
    check checks plus minus chevron-right chevron-left chevron-down chevron-up arrow-left
    arrow-right arrow-up-right search filter sort-ascending sort-descending selector download upload
    printer edit trash eye eye-off lock lock-open key fingerprint shield-check shield user users
    user-plus user-check school building building-community building-bank map-pin map-2 books book
    book-2 notebook clipboard-check clipboard-list clipboard-text list list-check table layout-grid
    door-enter door-exit id face-id device-mobile devices wifi-off cloud-off refresh history clock
    clock-hour-4 alert-triangle alert-circle info-circle help-circle question-mark circle-check
    circle-x ban hand-stop scale gavel file-text file-certificate file-spreadsheet signature
    certificate qrcode chart-bar chart-line chart-dots trending-up trending-down sun moon sun-moon
    language keyboard logout login settings adjustments tool link external-link copy note pencil
    star heart-handshake soup bus stethoscope temperature bulb cash coin wallet receipt mail phone
    send paperclip tag flag bookmark world news speakerphone mood-smile player-play player-pause
    database server sitemap versions git-compare
""".split()  # noqa: SIM905
SUBSETS = ("cyrillic-ext", "cyrillic", "latin-ext", "latin")
# What a Kazakh page prints: the alphabet of 42 letters, Latin, and the signs around numbers and words.
NEEDED = (
    "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789«»—–…№₸%−·’\u00a0"
)


def main() -> int:
    from fontTools.ttLib import TTFont

    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.rglob("*"):
        if old.is_file():
            old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        tabler, icons, inter = (fetched(package, Path(folder)) for package in (TABLER, ICONS, INTER))
        written("tabler.css", pruned(tabler.joinpath("dist/css/tabler.min.css").read_text("utf-8")))
        written("icons.svg", sprite(icons / "icons" / "outline"))
        written("inter.css", fonts(inter))
        written("LICENSE-tabler-icons.txt", icons.joinpath("LICENSE").read_text("utf-8"))
        written("LICENSE-inter.txt", inter.joinpath("LICENSE").read_text("utf-8"))
        covered = {code for path in TARGET.glob("*.woff2") for code in TTFont(path).getBestCmap()}
    for style, weight in WEIGHTS.items():
        paper_font(style, weight)
    if missing := [letter for letter in NEEDED if ord(letter) not in covered]:
        sys.exit(f"Inter lacks {missing}")
    written("manifest.json", manifest())
    print(f"{sum(path.stat().st_size for path in TARGET.iterdir()):,} bytes in {TARGET}")
    return 0


def fetched(package: Package, folder: Path) -> Path:
    """The unpacked package; the program ends when the archive is not the one we know."""
    asked = ["npm", "pack", f"{package.name}@{package.version}", "--json", "--pack-destination", str(folder)]
    packed = subprocess.run(asked, check=True, capture_output=True, text=True)
    answer = json.loads(packed.stdout)
    entry = answer[0] if isinstance(answer, list) else next(iter(answer.values()))
    archive = folder / entry["filename"].replace("@", "").replace("/", "-")
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.integrity:
        sys.exit(f"{package.name} {package.version} is not the archive we know: {digest}")
    place = folder / archive.stem
    with tarfile.open(archive) as opened:
        opened.extractall(place, filter="data")
    return place / "package"


def written(name: str, text: str) -> None:
    (TARGET / name).write_text(text, "utf-8")


def pruned(css: str) -> str:
    """Tabler's rules for what we use; its licence line stays at the top."""
    head = re.search(r"/\*!.*?\*/", css, re.DOTALL)
    body = "".join(kept_rules(re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.DOTALL)))
    return f"{re.sub(r'https?://', '', head[0]) if head else ''}\n{body}\n"


def kept_rules(css: str) -> Iterator[str]:
    for selector, body in rules(css):
        if selector.startswith(("@media", "@supports", "@layer")):
            if inside := "".join(kept_rules(body)):
                yield f"{selector}{{{inside}}}"
        elif selector.startswith("@"):
            yield f"{selector}{{{body}}}"
        elif chosen := [one for one in selectors(selector) if is_kept(one)]:
            yield f"{','.join(chosen)}{{{body}}}"


def rules(css: str) -> Iterator[tuple[str, str]]:
    """(selector, body) of each rule of one level; quotes and nested blocks are respected."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        depth, place, quote = 1, opening + 1, ""
        while depth:
            letter = css[place]
            if letter == "\\":
                place += 1
            elif quote:
                quote = "" if letter == quote else quote
            elif letter in "\"'":
                quote = letter
            else:
                depth += (letter == "{") - (letter == "}")
            place += 1
        yield css[start:opening].strip(" \n;"), css[opening + 1 : place - 1]
        start = place


def selectors(text: str) -> list[str]:
    """The comma list of a rule, commas inside brackets left alone."""
    return [one.strip() for one in re.split(r",(?![^(\[]*[)\]])", text) if one.strip()]


def is_kept(selector: str) -> bool:
    if DROPPED_COLOURS.search(selector):
        return False
    classes = re.findall(r"\.(-?[a-zA-Z]+)", selector)
    return not re.search(r"\[data-vc|rtl|\[data-bs-(?:sidebar|layout|theme-)", selector) and all(
        name in KEPT_CLASSES for name in classes
    )


def sprite(folder: Path) -> str:
    """One file with a symbol for each icon; stroke and size come from the stylesheet."""
    symbols = []
    for name in sorted(set(KEPT_ICONS)):
        drawing = (folder / f"{name}.svg").read_text("utf-8")
        inside = re.sub(r"\s+", " ", drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")])
        paths = re.sub(r'<path stroke="none"[^>]*/>', "", inside).replace(" />", "/>").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def fonts(package: Path) -> str:
    """Four subsets of Inter and their faces; the browser fetches the ones whose letters a page shows."""
    faces = re.findall(r"@font-face \{.*?\n\}", package.joinpath("wght.css").read_text("utf-8"), re.DOTALL)
    chosen = []
    for subset in SUBSETS:
        name = f"inter-{subset}-wght-normal.woff2"
        face = next(one for one in faces if name in one)
        (TARGET / name).write_bytes((package / "files" / name).read_bytes())
        chosen.append(face.replace("./files/", "").replace("woff2-variations", "woff2"))
    return "\n".join(chosen) + "\n"


def paper_font(style: str, weight: int) -> None:
    """One weight of the four subsets in one file, as Typst wants it: plain TrueType, no variations, no kerning tables
    (which cannot be merged)."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in reversed(SUBSETS):
            font = TTFont(TARGET / f"inter-{subset}-wght-normal.woff2")
            font.flavor = None
            font = instancer.instantiateVariableFont(font, {"wght": weight})
            for table in ("GSUB", "GPOS", "GDEF", "STAT"):
                if table in font:
                    del font[table]
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        whole = Merger().merge(parts)
    names = {1: "Inter", 16: "Inter", 2: style, 17: style, 4: f"Inter {style}", 6: f"Inter-{style}"}
    for record in whole["name"].names:
        record.string = names.get(record.nameID, record.string)
    whole["OS/2"].usWeightClass = weight
    PAPER_FONTS.mkdir(parents=True, exist_ok=True)
    whole.save(PAPER_FONTS / f"Inter-{style}.ttf")


def manifest() -> str:
    """What is here, where it came from, and the digest of every file."""
    files = sorted(path for path in TARGET.iterdir() if path.name != "manifest.json")
    content = {
        "packages": [
            {"name": p.name, "version": p.version, "integrity": p.integrity, "licence": p.licence}
            for p in (TABLER, ICONS, INTER)
        ],
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "icons": sorted(set(KEPT_ICONS)),
    }
    return json.dumps(content, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
