"""Territories: whole, unique, without orphans, named as people name them."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from shanyraq.spine.registry.reference.kato import children_of, territories, territories_by_code, territory

SHARED = Path(os.environ.get("SHANYRAQ_SHARED", Path(__file__).parents[5].parent / "shared"))
SOURCE = SHARED / "data/kazakhstan/kato.csv"
WHOLE_REGIONS = ("61", "23", "15", "11")


def test_every_code_is_unique_and_every_parent_stands_before_its_parts() -> None:
    seen = {""}
    for each in territories():
        assert each.code not in seen
        assert each.parent in seen
        seen.add(each.code)


def test_path_says_what_lies_in_what_and_nothing_else() -> None:
    city = territory("611010000")
    assert city.path == "KZ/610000000/611000000/611010000/"
    assert city.lies_in(territory("610000000"))
    assert city.lies_in(city)
    assert not territory("610000000").lies_in(city)
    assert not city.lies_in(territory("616000000"))
    for each in territories():
        parent = territories_by_code().get(each.parent)
        assert each.path == f"{parent.path if parent else ''}{each.code}/"


@pytest.mark.parametrize(
    ("code", "name_kk", "name_ru"),
    [
        ("KZ", "Қазақстан Республикасы", "Республика Казахстан"),
        ("610000000", "Түркістан облысы", "Туркестанская область"),
        ("790000000", "Шымкент қаласы", "город Шымкент"),
        ("611000000", "Түркістан қаласы", "город Туркестан"),
        ("611010000", "Түркістан қаласы", "город Туркестан"),
        ("615400000", "Сарыағаш ауданы", "Сарыагашский район"),
        ("613820100", "Жетісай қаласы", "город Жетысай"),
        ("611633000", "Ақдала ауылдық округі", "Акдалинский сельский округ"),
        ("611635000", "Байырқұм ауылдық округі", "сельский округ Байыркумский"),
        ("611633100", "Ақдала ауылы", "село Акдала"),
        ("113430100", "Аршалы кенті", "посёлок Аршалы"),
        ("113435100", "Анар станциясы", "станция Анар"),
        (
            "154843000",
            "Құдайберген Жұбанов атындағы ауылдық округ",
            "сельский округ имени Кудайбергена Жубанова",
        ),
    ],
)
def test_names_are_written_out(code: str, name_kk: str, name_ru: str) -> None:
    assert (territory(code).name_kk, territory(code).name_ru) == (name_kk, name_ru)


def test_official_name_stays_beside() -> None:
    assert (territory("611000000").official_kk, territory("611000000").official_ru) == (
        "Түркістан Қ.Ә.",
        "Туркестан Г.А.",
    )


def test_turkistan_oblast_has_its_seventeen_districts_and_cities() -> None:
    districts = [each.code[2:4] for each in children_of("610000000")]
    assert districts == [
        "10",
        "16",
        "20",
        "36",
        "38",
        "39",
        "40",
        "44",
        "46",
        "48",
        "52",
        "54",
        "55",
        "56",
        "58",
        "60",
        "64",
    ]
    assert len(children_of("KZ")) == 20


def test_abbreviations_remain_only_where_the_place_keeps_its_official_name() -> None:
    tails = (" а.", " а.о.", " қ.", " к.", " Қ.Ә.", " с.о.", " Г.А.", "с.о.", "\u00a0", "  ")
    abbreviated = [t.name_kk for t in territories() if t.kind != "locality" and any(x in t.name_kk for x in tails)]
    assert abbreviated == []


def test_table_has_every_row_of_the_classifier() -> None:
    if not SOURCE.exists():
        pytest.skip("the classifier is not on this machine")
    with SOURCE.open(encoding="utf-8", newline="") as handle:
        rows = [r for r in csv.DictReader(handle) if r["level"] == "oblast" or r["kato"][:2] in WHOLE_REGIONS]
    ours = [each for each in territories() if each.level != "country"]
    assert {each.code for each in ours} == {row["kato"] for row in rows}
    count = lambda pairs: Counter((code[:2], level) for code, level in pairs)  # noqa: E731
    assert count((t.code, t.level) for t in ours) == count((r["kato"], r["level"]) for r in rows)
