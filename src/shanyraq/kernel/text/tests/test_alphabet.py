"""Lists stand in the Kazakh order, on any database."""

import csv
import itertools
import os
import random
from pathlib import Path

import pytest

from shanyraq.kernel.text.alphabet import KAZAKH, sort_key

SHARED = Path(os.environ.get("SHANYRAQ_SHARED") or Path(__file__).resolve().parents[6] / "shared")


def test_the_alphabet_has_42_letters_in_their_order() -> None:
    assert len(KAZAKH) == 42
    assert sorted(set(KAZAKH), key=sort_key) == list(KAZAKH)
    assert sorted(set(KAZAKH.upper()), key=sort_key) == list(KAZAKH.upper())


def test_a_class_list_stands_as_a_kazakh_teacher_expects() -> None:
    names = [
        "Ян Ю",
        "Әділ Ә",
        "Ілияс",
        "Ыбырай",
        "Қали",
        "Кали",
        "Ли Ян",
        "Лиза",
        "Ғабит",
        "Гүл",
        "Ақан",
        "Smith",
        "1-топ",
    ]
    in_order = [
        "1-топ",
        "Ақан",
        "Әділ Ә",
        "Гүл",
        "Ғабит",
        "Кали",
        "Қали",
        "Ли Ян",
        "Лиза",
        "Ыбырай",
        "Ілияс",
        "Ян Ю",
        "Smith",
    ]
    random.Random(28).shuffle(names)
    assert sorted(names, key=sort_key) == in_order


def test_case_decides_only_between_equal_letters() -> None:
    assert sort_key("асан") < sort_key("Асан") < sort_key("АСАН") < sort_key("асана")
    assert sort_key("Ёлкин") != sort_key("Елкин")
    assert sort_key("Е\u0308лкин") == sort_key("Ёлкин"), "composed and decomposed letters are one"
    assert sort_key("  Ли   Ян ") == sort_key("Ли Ян")


def test_the_key_needs_no_collation_of_its_own() -> None:
    keys = [sort_key(text) for text in ("Қызғалдақ", "O’Neil", "大", "🙂", "Ñandú", "STEАM", "")]
    allowed = set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert [key for key in keys if not set(key) <= allowed] == []


def _lines(file: str) -> list[str]:
    return (SHARED / "data/kazakhstan" / file).read_text("utf-8").splitlines()


def _names() -> list[str]:
    found: set[str] = set()
    for file, column in (("mimesis_kk_names.csv", 2), ("mimesis_ru_names.csv", 2)):
        rows = csv.reader(_lines(file))
        found |= {row[column] for row in itertools.islice(rows, 1, None)}
    for row in csv.reader(_lines("kato.csv")):
        found |= {cell for cell in row if cell}
    one_word = sorted(name for name in found if name.isalpha())
    chance = random.Random(7)
    found |= {f"{chance.choice(one_word)} {chance.choice(one_word)}" for _ in range(3000)}
    found |= {name.upper() for name in one_word[:1000]} | {name.lower() for name in one_word[:1000]}
    letters = "аәбгғеёийкқноөуұүхһіыАӘЁІ -'.aZé7№"
    found |= {"".join(chance.choices(letters, k=chance.randint(1, 6))) for _ in range(3000)}
    return sorted({" ".join(name.split()) for name in found} - {""})


@pytest.fixture
def postgres():
    psycopg = pytest.importorskip("psycopg")
    address = next(
        (os.environ[n] for n in ("POSTGRES_URL", "DATABASE_URL") if "postgres" in os.environ.get(n, "")),
        "dbname=postgres",
    )
    try:
        connection = psycopg.connect(address, connect_timeout=2)
    except psycopg.OperationalError as problem:
        pytest.skip(f"no PostgreSQL here: {problem}")
    with connection:
        if not connection.execute("select 1 from pg_collation where collname = 'kk-x-icu'").fetchone():
            pytest.skip("this PostgreSQL was built without ICU")
        yield connection


def test_the_order_is_that_of_postgresql(postgres) -> None:
    if not (SHARED / "data/kazakhstan/kato.csv").exists():
        pytest.skip("the shared data is not on this machine")
    names = _names()
    rows = postgres.execute('select n from unnest(%s::text[]) n order by n collate "kk-x-icu", n collate "C"', (names,))
    theirs = [row[0] for row in rows]
    ours = sorted(names, key=lambda name: (sort_key(name), name))
    assert len(names) > 20_000
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]] == []


def test_the_keys_sort_alike_under_linguistic_collations(postgres) -> None:
    keys = [sort_key(name) for name in ("Ли", "Лиза", "ли ян", "Қали", "Кали", "Әли", "Али", "1", "-", "Z", "ё")]
    for collation in ("kk-x-icu", "ru-x-icu", "en-x-icu"):
        query = f'select k from unnest(%s::text[]) k order by k collate "{collation}"'
        assert [row[0] for row in postgres.execute(query, (keys,))] == sorted(keys)
