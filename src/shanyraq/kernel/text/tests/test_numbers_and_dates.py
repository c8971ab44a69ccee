"""Numbers, days and hours as people here read them."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import formats, translation
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.kernel import clock as house_clock
from shanyraq.kernel.text import dates, numbers
from shanyraq.kernel.text.names import PersonName

SUNDAY = dt.date(2026, 11, 22)


def test_thousands_decimals_and_signs() -> None:
    shown = [numbers.number(value, language="kk") for value in (0, 999, 1204, 1234567, -1204, Decimal("1234.50"))]
    assert shown == ["0", "999", "1\u202f204", "1\u202f234\u202f567", "\u22121\u202f204", "1\u202f234,5"]
    assert numbers.number(Fraction(1, 3), language="ru") == "0,33"
    assert numbers.number(Decimal("4.25"), language="en", places=1) == "4.3"


def test_a_share_is_rounded_half_up_from_the_exact_value() -> None:
    assert numbers.percent(Fraction(1163, 1204), language="kk") == "96,6\u00a0%"
    assert numbers.percent(Fraction(1, 2000), language="ru") == "0,1\u00a0%", "0,05 goes up"
    assert numbers.percent(Decimal("0.9995"), language="en") == "100.0%"
    assert numbers.percent(Decimal("0.12345"), language="kk", places=0) == "12\u00a0%"
    with pytest.raises(TypeError):
        numbers.percent(0.966, language="kk")  # type: ignore[arg-type]


def test_tenge_shows_tiyn_only_when_there_are_any() -> None:
    assert numbers.tenge(577, language="kk") == "577\u00a0₸"
    assert numbers.tenge(Decimal("1250000.00"), language="ru") == "1\u202f250\u202f000\u00a0₸"
    assert numbers.tenge(Decimal("12.5"), language="kk") == "12,50\u00a0₸"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_shown_can_be_typed_again(value: Decimal) -> None:
    for language in ("kk", "ru", "en"):
        shown = numbers.number(value, language=language)
        assert numbers.parse_number(shown) == value


@pytest.mark.parametrize("typed", ["", "-", "1.2.3", "1e5", "NaN", "бес", "1-2"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Not a number"):
        numbers.parse_number(typed)


def test_a_day_in_three_languages() -> None:
    assert {language: dates.day(SUNDAY, language=language) for language in ("kk", "ru", "en")} == {
        "kk": "22 қараша 2026, жексенбі",
        "ru": "22 ноября 2026, воскресенье",
        "en": "22 November 2026, Sunday",
    }
    assert [dates.month(SUNDAY, language=one) for one in ("kk", "ru")] == ["қараша 2026", "ноябрь 2026"]
    assert [len(set(dates.MONTHS[one])) for one in dates.MONTHS] == [12, 12, 12]


def test_how_long_ago() -> None:
    now = dt.datetime(2026, 11, 22, 8, 0, tzinfo=house_clock.ZONE)

    def said(language: str, **distance: float) -> str:
        return dates.relative(now - dt.timedelta(**distance), now=now, language=language)

    assert said("kk", minutes=5) == "5 минут бұрын"
    assert said("kk", hours=-2) == "2 сағаттан кейін"
    assert said("kk", seconds=59) == "қазір ғана"
    assert [said("ru", minutes=n) for n in (1, 3, 11, 21)] == [
        "1 минуту назад", "3 минуты назад", "11 минут назад", "21 минуту назад",
    ]  # fmt: skip
    assert said("ru", hours=-5) == "через 5 часов"
    assert said("en", days=1) == "1 day ago"
    assert said("kk", days=7) == "15 қараша 2026"


def test_today_and_its_neighbours_have_names() -> None:
    days = [SUNDAY + dt.timedelta(days=shift) for shift in (-2, -1, 0, 1)]
    said = [dates.near_day(day, today=SUNDAY, language="kk") for day in days]
    assert said == ["20 қараша 2026, жұма", "кеше", "бүгін", "ертең"]


def _page(source: str, language: str, **values: object) -> str:
    with translation.override(language):
        return Template("{% load words %}" + source).render(Context(values))


def test_the_sentence_of_the_parents_page() -> None:
    source = "{{ at|clock|kk_case:'locative' }} {{ school|kk_case:'dative' }} · {{ at|day }}"
    at = dt.datetime(2026, 11, 22, 2, 52, tzinfo=dt.UTC)
    assert _page(source, "kk", at=at, school="№28 лицей") == "07:52-де №28 лицейге · 22 қараша 2026, жексенбі"
    assert _page(source, "ru", at=at, school="лицей №28") == "07:52 лицей №28 · 22 ноября 2026, воскресенье"


def test_the_sentence_of_the_directors_page() -> None:
    source = "{{ all|number }} оқушының {{ here|number|kk_case:'possessive' }} сабақта ({{ share|percent }})"
    shown = _page(source, "kk", all=1204, here=1163, share=Fraction(1163, 1204))
    assert shown == "1\u202f204 оқушының 1\u202f163-і сабақта (96,6\u00a0%)"


def test_other_filters_and_empty_values() -> None:
    person = PersonName("Сейтқали", "Ержан", "Болатұлы")
    source = (
        "{{ who|name }}|{{ who|name:'short' }}|{{ d|weekday:'short' }}|{{ d|month }}|{{ d|short_day }}|{{ p|phone }}"
    )
    shown = _page(source, "kk", who=person, d=SUNDAY, p="+77011234567")
    assert shown == "Сейтқали Ержан|Сейтқали\u00a0Е.|жс|қараша 2026|22 қараша|+7 701 123 45 67"
    filters = ["number", "percent", "tenge", "day", "clock", "moment", "ago", "name", "phone", "near_day"]
    filters += ["weekday", "month", "short_day", "kk_case:'dative'"]
    empty = "".join(f"{{{{ x|{one} }}}}" for one in filters)
    assert _page(empty, "kk", x=None) == ""


def test_a_misspelled_case_or_form_fails_in_every_language() -> None:
    for language in ("kk", "en"):
        with pytest.raises(ValueError, match="datve"):
            _page("{{ x|kk_case:'datve' }}", language, x="мектеп")
    with pytest.raises(ValueError, match="pet"):
        _page("{{ x|name:'pet' }}", "kk", x=PersonName("Ли"))


@override_settings(FORMAT_MODULE_PATH="shanyraq.kernel.text.formats")
def test_django_itself_writes_and_reads_our_way() -> None:
    shown = {}
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            number = formats.number_format(Decimal("1234567.5"), 1, force_grouping=True)
            shown[language] = (formats.date_format(SUNDAY), number, formats.get_format("FIRST_DAY_OF_WEEK"))
    assert shown == {
        "kk": ("22 қараша 2026", "1\u202f234\u202f567,5", 1),
        "ru": ("22 ноября 2026", "1\u202f234\u202f567,5", 1),
        "en": ("22 November 2026", "1\u202f234\u202f567.5", 1),
    }
