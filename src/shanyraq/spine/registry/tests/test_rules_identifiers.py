"""Numbers of people and organisations."""

from datetime import date

import pytest

from shanyraq.spine.registry.rules.identifiers import (
    MESSAGES,
    BinKind,
    BinUnit,
    Caution,
    IdentifierError,
    Problem,
    Sex,
    accept,
    accept_bin,
    check_digit,
    demo_iins,
    disagreements,
    is_demo_bin,
    is_demo_iin,
    make_demo_bin,
    make_demo_iin,
    parse_bin,
    parse_iin,
)

ERZHAN_BORN = date(2015, 3, 15)


@pytest.mark.parametrize("text", ["150315500005", "150315500607", " 150315 500-005 ", "150315\u00a0500607"])
def test_iin_of_either_pass_is_read(text: str) -> None:
    iin = parse_iin(text)
    assert (iin.birth_date, iin.sex, iin.is_demo, iin.cautions) == (ERZHAN_BORN, Sex.MALE, False, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.NOT_DIGITS),
        ("15031550000x", Problem.NOT_DIGITS),
        ("١٥٠٣١٥٥٠٠٠٠٥", Problem.NOT_DIGITS),
        ("15031550000⁵", Problem.NOT_DIGITS),
        ("15031550000", Problem.WRONG_LENGTH),
        ("1503155000055", Problem.WRONG_LENGTH),
        ("151315500005", Problem.BAD_DATE),
        ("150229500005", Problem.BAD_DATE),
        ("000229300003", Problem.BAD_DATE),  # 1900 was no leap year
        ("150315700005", Problem.BAD_SEVENTH_DIGIT),
        ("150315500006", Problem.BAD_CHECK_DIGIT),
        ("510315500005", Problem.BAD_CHECK_DIGIT),
        *((f"15031550067{last}", Problem.NEVER_ISSUED) for last in range(10)),
    ],
)
def test_wrong_iin_is_refused_with_its_reason(text: str, problem: Problem) -> None:
    with pytest.raises(IdentifierError) as refusal:
        parse_iin(text)
    assert refusal.value.code is problem
    assert str(refusal.value) == MESSAGES[problem] % refusal.value.params


def test_a_mistyped_digit_is_caught_nearly_always() -> None:
    """The eleventh digit weighs 11, nothing to the first pass; one slip here falls into the second."""
    good = "150315500005"
    slips = [
        (place, good[:place] + other + good[place + 1 :])
        for place in range(12)
        for other in set("0123456789") - {good[place]}
    ]
    let_through = sorted(place + 1 for place, text in slips if check_digit(text[:11]) == int(text[11]))
    assert len(slips) == 108
    assert let_through == [1] + 9 * [11]


def test_seventh_digit_zero_warns_and_tells_nothing() -> None:
    prefix = "15031500000"
    iin = parse_iin(f"{prefix}{check_digit(prefix)}")
    assert (iin.birth_date, iin.sex, iin.cautions) == (None, None, (Caution.FOREIGN_SEVENTH_DIGIT,))


@pytest.mark.parametrize(("seventh", "year"), [("1", 1815), ("4", 1915), ("6", 2015)])
def test_seventh_digit_names_the_century(seventh: str, year: int) -> None:
    prefix = next(p for n in range(50) if check_digit(p := f"150315{seventh}{n:04}") is not None)
    iin = parse_iin(f"{prefix}{check_digit(prefix)}")
    assert iin.birth_date == date(year, 3, 15)
    assert iin.sex is (Sex.MALE if seventh == "1" else Sex.FEMALE)


def test_birth_still_to_come_is_refused_only_when_today_is_known() -> None:
    with pytest.raises(IdentifierError) as refusal:
        parse_iin("150315500005", today=date(2015, 3, 14))
    assert refusal.value.code is Problem.BORN_LATER
    assert parse_iin("150315500005", today=ERZHAN_BORN).birth_date == ERZHAN_BORN


def test_what_was_entered_otherwise_is_a_warning() -> None:
    iin = parse_iin("150315500005")
    assert disagreements(iin, birth_date=ERZHAN_BORN, sex="m") == ()
    both = (Caution.BIRTH_DATE_DIFFERS, Caution.SEX_DIFFERS)
    assert disagreements(iin, birth_date=date(2015, 3, 16), sex=Sex.FEMALE) == both


@pytest.mark.parametrize("text", ["250340000000", "250340000107"])
def test_bin_of_either_pass_is_read(text: str) -> None:
    number = parse_bin(text)
    assert (number.registered, number.kind, number.unit) == (date(2025, 3, 1), BinKind.RESIDENT, BinUnit.HEAD)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("251340000000", Problem.BAD_DATE),
        ("250370000000", Problem.BAD_KIND),
        ("250344000000", Problem.BAD_KIND),
        ("250340000001", Problem.BAD_CHECK_DIGIT),
    ],
)
def test_wrong_bin_is_refused_with_its_reason(text: str, problem: Problem) -> None:
    with pytest.raises(IdentifierError) as refusal:
        parse_bin(text)
    assert refusal.value.code is problem


@pytest.mark.parametrize(
    ("born", "sex"), [(date(1940, 1, 1), "f"), (date(2000, 2, 29), "m"), (date(2019, 12, 31), "f")]
)
def test_invented_number_tells_birth_date_and_sex(born: date, sex: str) -> None:
    iin = parse_iin(make_demo_iin(born, sex, 17))
    assert (iin.birth_date, iin.sex, iin.is_demo) == (born, Sex(sex), True)


def test_invented_numbers_stay_out_of_a_working_database() -> None:
    iin, number = make_demo_iin(ERZHAN_BORN, "m", 1), make_demo_bin(date(2017, 9, 1), 28)
    assert is_demo_iin(iin)
    assert is_demo_bin(number)
    assert (accept(iin, demo_allowed=True).digits, accept_bin(number, demo_allowed=True).digits) == (
        iin,
        number,
    )
    for refused in (lambda: accept(iin, demo_allowed=False), lambda: accept_bin(number, demo_allowed=False)):
        with pytest.raises(IdentifierError) as refusal:
            refused()
        assert refusal.value.code is Problem.DEMO_ONLY


def test_real_numbers_are_no_invented_ones() -> None:
    assert not is_demo_iin("150315500005")
    assert not is_demo_bin("250340000000")
    assert accept("150315500005", demo_allowed=False).digits == "150315500005"
    assert accept_bin("250340000000", demo_allowed=False).digits == "250340000000"


def test_invented_numbers_of_a_day_are_all_different_and_valid() -> None:
    numbers = list(demo_iins(ERZHAN_BORN, "m"))
    assert len(set(numbers)) == len(numbers) > 9_800
    assert all(parse_iin(number).is_demo for number in numbers[::97])


def test_invented_person_outside_the_century_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="1940 to 2039"):
        make_demo_iin(date(1939, 12, 31), "m", 1)
    with pytest.raises(ValueError, match="four digits"):
        make_demo_iin(ERZHAN_BORN, "m", 10_000)


def test_every_problem_and_caution_has_its_sentence() -> None:
    assert set(MESSAGES) == {*Problem, *Caution}
