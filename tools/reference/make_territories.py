"""Make the table of territories from the state classifier KATO.

    python tools/reference/make_territories.py path/to/kato.csv

Keeps the country, its twenty regions, and four regions whole, down to the settlement. The classifier's
abbreviations are written out in Kazakh and Russian; where one cannot be written out with certainty, the
official name stays as it is.
"""

import csv
import re
import sys
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parents[2] / "src/shanyraq/spine/registry/reference/tables/kato.csv"
WHOLE_REGIONS = ("61", "23", "15", "11")
PREFIXES = (6, 4, 2)
COLUMNS = ("code", "parent", "level", "kind", "name_kk", "name_ru", "official_kk", "official_ru")

COUNTRY = (
    "KZ",
    "",
    "country",
    "country",
    "Қазақстан Республикасы",
    "Республика Казахстан",
    "Қазақстан",
    "Казахстан",
)


class Pattern(NamedTuple):
    """How one kind of territory is abbreviated and written out; `{}` is the bare name."""

    kind: str
    kk: str
    ru: str
    full_kk: str
    full_ru: str


# The first pattern whose Kazakh and Russian forms both fit names the kind.
PATTERNS = (
    Pattern("region", r"(.+) облысы", r"(.+ область|область .+)", "{} облысы", "{}"),
    Pattern("district", r"(.+) ауданы", r"(.+ район|район .+)", "{} ауданы", "{}"),
    Pattern("city_area", r"(.+) Қ\.Ә\.", r"(.+) Г\.А\.", "{} қаласы", "город {}"),
    Pattern("town_area", r"(.+) қ\.ә\.", r"(.+) г\.а\.", "{} қалалық әкімдігі", "{} городская администрация"),
    Pattern("township_area", r"(.+) к\.ә\.", r"(.+) п\.а\.", "{} кенттік әкімдігі", "{} поселковая администрация"),
    Pattern("township_area", r"(.+) к\.ә\.", r"п\.а\. ?(.+)", "{} кенттік әкімдігі", "поселковая администрация {}"),
    Pattern("rural_area", r"(.+) а\.ә\.", r"(.+) с\.а\.", "{} ауылдық әкімдігі", "{} сельская администрация"),
    Pattern("rural_area", r"(.+) а\.ә\.", r"с\.а\. ?(.+)", "{} ауылдық әкімдігі", "сельская администрация {}"),
    Pattern(
        "okrug",
        r"(.+) атын\. ?а\.о\.",
        r"с\.о\. ?им\. ?(.+)",
        "{} атындағы ауылдық округ",
        "сельский округ имени {}",
    ),
    Pattern("okrug", r"(.+) а\.о\.?", r"с\.о\. ?(.+)", "{} ауылдық округі", "сельский округ {}"),
    Pattern("okrug", r"(.+) а\.о\.?", r"(.+) с\.о\.", "{} ауылдық округі", "{} сельский округ"),
    Pattern("city", r"(.+) қ\.", r"г\. ?(.+)", "{} қаласы", "город {}"),
    Pattern("township", r"(.+) к\.", r"п\. ?(.+)", "{} кенті", "посёлок {}"),
    Pattern("village", r"(.+) ат(?:ын\.|\.)а(?:\.|уыл)", r"с\. ?им\. ?(.+)", "{} атындағы ауыл", "село имени {}"),
    Pattern("village", r"(.+) а\.?", r"с\. ?(.+)", "{} ауылы", "село {}"),
    Pattern("station", r"(.+) ст\.", r"ст\. ?(.+)", "{} станциясы", "станция {}"),
    Pattern("station", r"(.+) ст\.", r"(.+) ст\.", "{} станциясы", "станция {}"),
    Pattern("station", r"(.+) бекеті", r"ст\. ?(.+)", "{} бекеті", "станция {}"),
    Pattern(
        "siding",
        r"(?:рзд\. ?)?(\d+(?: км)?)(?: рзд)?",
        r"(?:рзд\.)?(\d+(?: км)?)(?: рзд)?",
        "{}-разъезд",
        "разъезд {}",
    ),
    Pattern("siding", r"рзд\.(\D+)", r"рзд\.(\D+)", "{} разъезі", "разъезд {}"),
    Pattern("section", r"(.+?) ?уч\.", r"уч\. ?(.+)", "{} учаскесі", "участок {}"),
    Pattern("pasture", r"(.+) ж\.", r"отг\. ?(.+)", "{} жайылымы", "отгон {}"),
    Pattern("wintering", r"(.+?) ?қыстауы", r"зимовка (.+)", "{} қыстауы", "зимовка {}"),
    Pattern("homestead", r"(.+) мекені", r"точка (.+)", "{} мекені", "точка {}"),
    Pattern("locality", r"(.+)", r"(.+)", "{}", "{}"),
)


def written_out(official_kk: str, official_ru: str) -> tuple[str, str, str]:
    """The kind and the full Kazakh and Russian names of one official pair of names."""
    for pattern in PATTERNS:
        kk = re.fullmatch(pattern.kk, official_kk)
        ru = re.fullmatch(pattern.ru, official_ru)
        if kk and ru:
            return pattern.kind, pattern.full_kk.format(kk[1].strip()), pattern.full_ru.format(ru[1].strip())
    raise ValueError(f"no pattern fits {official_kk!r} / {official_ru!r}")


def parent_of(code: str, *, known: set[str]) -> str:
    """The nearest territory above: towns that are district centres stand right under the district."""
    candidates = (code[:digits].ljust(9, "0") for digits in PREFIXES)
    return next((above for above in candidates if above != code and above in known), "KZ")


def clean(name: str) -> str:
    """The name with plain single spaces, and the full stop that the classifier forgets after «с.о»."""
    name = " ".join(name.replace("\u00a0", " ").split())
    return f"{name}." if name.endswith(" с.о") else name


def territory(row: dict[str, str], *, known: set[str]) -> tuple[str, ...]:
    """One row of our table."""
    official_kk, official_ru = clean(row["name_kk"]), clean(row["name_ru"])
    kind, name_kk, name_ru = written_out(official_kk, official_ru)
    parent = parent_of(row["kato"], known=known)
    return row["kato"], parent, row["level"], kind, name_kk, name_ru, official_kk, official_ru


def main(source: str) -> None:
    """Write the table."""
    with open(source, encoding="utf-8", newline="") as handle:
        kept = [row for row in csv.DictReader(handle) if is_kept(row)]
    known = {row["kato"] for row in kept}
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([COLUMNS, COUNTRY, *sorted(territory(row, known=known) for row in kept)])


def is_kept(row: dict[str, str]) -> bool:
    """Whether the territory belongs to our table."""
    return row["level"] == "oblast" or row["kato"][:2] in WHOLE_REGIONS


if __name__ == "__main__":
    main(sys.argv[1])
