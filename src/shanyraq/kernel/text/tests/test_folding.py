"""A person is found in whatever script and spelling somebody types the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.kernel.text.folding import fold, query_keys, search_keys
from shanyraq.kernel.text.lookalikes import mixed_words, repair_script


def finds(typed: str, *names: str) -> bool:
    column = search_keys(*names)
    keys = query_keys(typed)
    return bool(keys) and all(f" {key}" in column for key in keys)


SPELLINGS = {
    "Ержан": ["Ержан", "ержан", "Erzhan", "Yerzhan", "Erjan", "Yerjan", "Eržan", "Еpжaн", "ЕРЖАН"],
    "Әйгерім": ["Әйгерім", "Айгерим", "Aigerim", "Aygerim", "Äigerım", "Әйгерiм", "Əйгерім"],
    "Қызғалдақ": ["Қызғалдақ", "Кызгалдак", "Kyzgaldak", "Qyzğaldaq", "Qyzgaldaq", "Kizgaldak"],
    "Сейтқали": ["Сейтқали", "Сейткали", "Seitkali", "Seytkali", "Seıtqali"],
    "Ли": ["Ли", "Li", "ли"],
    "Цой": ["Цой", "Tsoi", "Tsoy"],
    "Жүсіп": ["Жусип", "Zhusip", "Jüsip", "Jusip"],
    "Хадиша": ["Хадиша", "Һадиша", "Khadisha", "Hadisha", "Xadisha"],
    "Асхат": ["Асхат", "Askhat", "Ashat"],
    "Щербаков": ["Щербаков", "Shcherbakov", "Scherbakov", "Sherbakov", "Şerbakov"],
    "Васильев": ["Васильев", "Vasilyev", "Vasiliev", "Vasilev"],
    "Фёдор": ["Федор", "Фёдор", "Fedor", "Fyodor"],
    "Юлия": ["Юлия", "Yuliya", "Iuliia", "Yulia"],
    "Дмитрий": ["Дмитрий", "Dmitry", "Dmitriy", "Dmitrii"],
    "Джамиля": ["Джамиля", "Dzhamilya", "Djamilia", "Jamilya"],
    "Нұр-Сұлтан": ["Нурсултан", "Нур-Султан", "Nursultan", "Султан"],
    "Баев": ["Баев", "Baev", "Bayev"],
    "Елена": ["Елена", "Elena", "Yelena"],
    "Александр": ["Aleksandr", "Alexandr"],
    "Бақытгүл": ["Бакытгуль", "Bakytgul", "Baqytgül"],
    "Ұлжан": ["Улжан", "Ulzhan", "Ūljan"],
    "Гаухар": ["Гауhар", "Gaukhar", "Gauhar"],
    "Абдураҳмон": ["Абдурахмон", "Abdurakhmon"],
    "Әсел": ["Асель", "Assel", "Asel"],
    "О'Нил": ["Онил", "О’Нил", "O'Nil"],
    "Yerzhan": ["Ержан", "Erzhan", "Yerzhan"],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_finds_the_person(name: str) -> None:
    assert [typed for typed in SPELLINGS[name] if not finds(typed, name)] == []


@pytest.mark.parametrize("name", ["Ержан", "Әйгерім", "Қызғалдақ", "Щербаков", "Жақсылық", "Хайруллин", "Шыңғыс"])
def test_half_a_word_finds_too(name: str) -> None:
    latin = {
        "Щербаков": "Shcherbakov",
        "Жақсылық": "Zhaksylyk",
        "Хайруллин": "Khairullin",
        "Шыңғыс": "Shyngys",
    }
    for whole in (name, latin.get(name, name)):
        parts = [whole[:length] for length in range(2, len(whole) + 1)]
        assert [part for part in parts if not finds(part, name)] == []


def test_the_order_of_the_words_does_not_matter_and_all_must_stand() -> None:
    person = ("Сейтқали", "Ержан", "Болатұлы")
    assert finds("yerzhan seitkali", *person)
    assert finds("ержан болат", *person)
    assert not finds("ержан асан", *person)
    assert not finds("жан", *person), "a key begins a word, it does not stand inside one"


def test_a_stranger_is_not_found() -> None:
    assert [typed for typed in ("Ержан", "Dana", "Лиза", "Ким") if finds(typed, "Ли", "Сәуле")] == []


def test_nothing_typed_finds_nobody() -> None:
    assert query_keys("  - .,'") == []
    assert search_keys("", "  ") == ""


def test_fold_forgets_case_kazakh_letters_and_punctuation() -> None:
    assert fold("«Қызғалдақ»  балабақшасы, №5") == "кызгалдак балабакшасы 5"
    assert fold("КҮЗЕМБАЕВА") == fold("күзембаева") == fold("Кузембаева")
    assert fold("Ілияс Ёлкин Һәм") == "илияс елкин хам"
    assert fold("Caбaқ") == fold("Сабак")


@given(st.text())
def test_folding_is_settled_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="аәеёжийқхһщъыіьюяaceijhkoswxyzşñäé'- "), st.text(alphabet="абв efж"))
def test_whoever_is_stored_is_found_by_the_same_spelling(family: str, given_name: str) -> None:
    keys = query_keys(family) + query_keys(given_name)
    assert [key for key in keys if f" {key}" not in search_keys(family, given_name)] == []


def test_words_of_two_scripts_are_repaired() -> None:
    assert repair_script("STEАM") == ("STEAM", True)
    assert repair_script("Еpжaн мен Əсел") == ("Ержан мен Әсел", True)
    assert repair_script("QR-код, IT-мектеп, Face ID") == ("QR-код, IT-мектеп, Face ID", False)
    assert repair_script("PISAда") == ("PISAда", False), "no one script can write it"
    assert repair_script("Ceйтқaли") == ("Сейтқали", True)
    assert mixed_words("STEАM және PDF-ке") == ["STEАM"]
