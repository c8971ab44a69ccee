"""Telephone numbers as people write them, and words when they are none."""

import pytest
from django.utils import translation

from shanyraq.kernel.text.phones import BadPhone, masked, normalise, shown


@pytest.mark.parametrize(
    "typed",
    ["87011234567", "8 (701) 123-45-67", "77011234567", "+7 701 123 45 67", "7011234567", " +7(701)1234567 "],
)
def test_one_number_written_in_many_ways(typed: str) -> None:
    assert normalise(typed) == "+77011234567"


def test_numbers_of_landlines_and_neighbours() -> None:
    typed = ["8 7253 33 44 55", "+998 90 123 45 67", "+49 30 901820"]
    assert [normalise(one) for one in typed] == ["+77253334455", "+998901234567", "+4930901820"]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "цифрмен"),
        ("жоқ", "цифрмен"),
        ("870112345", "аз немесе артық"),
        ("870112345678", "аз немесе артық"),
        ("+7 100 123 45 67", "жоқ"),
    ],
)
def test_a_refusal_says_what_is_wrong_in_kazakh(typed: str, word: str) -> None:
    with translation.override("kk"), pytest.raises(BadPhone) as refused:
        normalise(typed)
    with translation.override("kk"):
        assert word in str(refused.value.reason)


def test_numbers_are_shown_for_reading_and_for_recognising() -> None:
    assert shown("+77011234567") == "+7 701 123 45 67"
    assert shown("+998901234567") == "+998 90 123 45 67"
    assert shown("not a number") == "not a number"
    assert masked("+77011234567") == "+7 701 ••• •• 67"
