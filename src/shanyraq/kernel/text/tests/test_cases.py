"""Endings that follow the sound of what stands before them."""

import pytest

from shanyraq.kernel.text.cases import Case, suffix, with_case
from shanyraq.kernel.text.spoken import last_spoken_word

ORDER = ("locative", "dative", "ablative", "genitive", "accusative", "possessive")


def declined(word: str | int) -> str:
    return " ".join(with_case(word, case) for case in ORDER)


@pytest.mark.parametrize(
    "expected",
    [
        "мектепте мектепке мектептен мектептің мектепті мектебі",
        "сыныпта сыныпқа сыныптан сыныптың сыныпты сыныбы",
        "лицейде лицейге лицейден лицейдің лицейді лицейі",
        "балабақшада балабақшаға балабақшадан балабақшаның балабақшаны балабақшасы",
        "Ержанда Ержанға Ержаннан Ержанның Ержанды Ержаны",
        "Әйгерімде Әйгерімге Әйгерімнен Әйгерімнің Әйгерімді Әйгерімі",
        "Сәуледе Сәулеге Сәуледен Сәуленің Сәулені Сәулесі",
        "оқуда оқуға оқудан оқудың оқуды оқуы",
        "қызда қызға қыздан қыздың қызды қызы",
        "клубта клубқа клубтан клубтың клубты клубы",
        "педагогта педагогқа педагогтан педагогтың педагогты педагогы",
        "гимназияда гимназияға гимназиядан гимназияның гимназияны гимназиясы",
        "халықта халыққа халықтан халықтың халықты халқы",
        "суда суға судан судың суды суы",
        "апрельде апрельге апрельден апрельдің апрельді апрелі",
        "таңда таңға таңнан таңның таңды таңы",
        "07:52-де 07:52-ге 07:52-ден 07:52-нің 07:52-ні 07:52-сі",
        "08:00-де 08:00-ге 08:00-ден 08:00-дің 08:00-ді 08:00-і",
        "10:00-да 10:00-ға 10:00-нан 10:00-ның 10:00-ды 10:00-ы",
        "28-де 28-ге 28-ден 28-дің 28-ді 28-і",
        "1163-те 1163-ке 1163-тен 1163-тің 1163-ті 1163-і",
        "1000-да 1000-ға 1000-нан 1000-ның 1000-ды 1000-ы",
        "БЖБ-да БЖБ-ға БЖБ-дан БЖБ-ның БЖБ-ны БЖБ-сы",
        "PDF-те PDF-ке PDF-тен PDF-тің PDF-ті PDF-і",
        "«Ә»-де «Ә»-ге «Ә»-ден «Ә»-нің «Ә»-ні «Ә»-сі",
    ],
)
def test_a_word_takes_all_its_endings(expected: str) -> None:
    word = expected.split("де ")[0].split("да ")[0].split("те ")[0].split("та ")[0].rstrip("-")
    assert declined(word) == expected


@pytest.mark.parametrize(
    ("number", "possessive", "dative"),
    [
        (0, "і", "ге"), (1, "і", "ге"), (2, "сі", "ге"), (3, "і", "ке"), (4, "і", "ке"), (5, "і", "ке"),
        (6, "сы", "ға"), (7, "сі", "ге"), (8, "і", "ге"), (9, "ы", "ға"), (10, "ы", "ға"), (20, "сы", "ға"),
        (30, "ы", "ға"), (40, "ы", "қа"), (50, "і", "ге"), (60, "ы", "қа"), (70, "і", "ке"), (80, "і", "ге"),
        (90, "ы", "ға"), (100, "і", "ге"), (1000, "ы", "ға"), (10**6, "ы", "ға"), (10**9, "ы", "қа"),
        (1204, "і", "ке"), (10_000, "ы", "ға"), (500_000, "ы", "ға"), (2026, "сы", "ға"), (110, "ы", "ға"),
    ],
)  # fmt: skip
def test_a_number_is_heard_in_its_last_word(number: int, possessive: str, dative: str) -> None:
    assert (suffix(number, Case.POSSESSIVE), suffix(number, Case.DATIVE)) == (possessive, dative)


def test_written_numbers_are_read_with_their_spaces_signs_and_decimals() -> None:
    assert with_case("1\u202f163", "possessive") == "1\u202f163-і"
    assert with_case("96,6\u00a0%", "dative") == "96,6\u00a0%-ға"
    assert with_case("577\u00a0₸", "dative") == "577\u00a0₸-ге"
    assert with_case("4,5", "ablative") == "4,5-тен"
    assert with_case("№28 лицей", "dative") == "№28 лицейге"
    assert with_case("№28", "locative") == "№28-де"
    assert with_case("22 қараша", "locative") == "22 қарашада"
    assert last_spoken_word(1_200_000) == "мың"


def test_a_word_of_possession_takes_its_own_endings() -> None:
    assert with_case("білім басқармасы", "dative", possessed=True) == "білім басқармасына"
    assert with_case("№28 мектебі", "locative", possessed=True) == "№28 мектебінде"
    assert with_case("сынып жетекшісі", "accusative", possessed=True) == "сынып жетекшісін"
    assert with_case("Түркістан облысы", "ablative", possessed=True) == "Түркістан облысынан"


def test_with_whom() -> None:
    pairs = {
        "Ержан": "Ержан мен",
        "мектеп": "мектеп пен",
        "қыз": "қыз бен",
        "ана": "ана мен",
        "лицей": "лицей мен",
    }
    assert {word: with_case(word, Case.INSTRUMENTAL) for word in pairs} == pairs


def test_names_of_neighbours_are_declined_too() -> None:
    names = {
        "Ли": "Лиге",
        "Цой": "Цойға",
        "Юрий": "Юрийге",
        "Асель": "Асельге",
        "Марат": "Маратқа",
        "Yerzhan": "Yerzhan-ға",
    }
    assert {name: with_case(name, "dative") for name in names} == names


def test_nothing_stays_nothing_and_a_wrong_case_is_refused() -> None:
    assert with_case("", "dative") == ""
    with pytest.raises(ValueError, match="vocative"):
        with_case("мектеп", "vocative")
