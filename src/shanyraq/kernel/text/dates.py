"""Days and times in words: «22 қараша 2026, жексенбі», «22 ноября 2026, воскресенье», 24-hour clocks."""

import datetime as dt

MONTHS = {
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    # Of the month: Russian dates need the genitive.
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
MONTHS_ALONE = MONTHS | {
    "ru": [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
}
WEEKDAYS = {
    "kk": ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
WEEKDAYS_SHORT = {
    "kk": ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
    "ru": ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
_TODAY = {
    "kk": ("кеше", "бүгін", "ертең"),
    "ru": ("вчера", "сегодня", "завтра"),
    "en": ("yesterday", "today", "tomorrow"),
}
_JUST_NOW = {"kk": "қазір ғана", "ru": "только что", "en": "just now"}
# Each unit: how many seconds it has, and its words after a number (one form; one, few, many; or one, many).
_UNITS = (
    (86_400, {"kk": ["күн"], "ru": ["день", "дня", "дней"], "en": ["day", "days"]}),
    (3_600, {"kk": ["сағат"], "ru": ["час", "часа", "часов"], "en": ["hour", "hours"]}),
    (60, {"kk": ["минут"], "ru": ["минуту", "минуты", "минут"], "en": ["minute", "minutes"]}),
)
_AGO = {"kk": "{} бұрын", "ru": "{} назад", "en": "{} ago"}
# «5 минуттан кейін»: what follows takes the ablative.
_AHEAD = {"kk": "{} кейін", "ru": "через {}", "en": "in {}"}
_ABLATIVE = {"күн": "күннен", "сағат": "сағаттан", "минут": "минуттан"}
_WEEK = dt.timedelta(days=7)


def day(date: dt.date, *, language: str) -> str:
    """«22 қараша 2026, жексенбі»."""
    return f"{day_without_weekday(date, language=language)}, {WEEKDAYS[language][date.weekday()]}"


def day_without_weekday(date: dt.date, *, language: str) -> str:
    """«22 қараша 2026»."""
    return f"{date.day} {MONTHS[language][date.month - 1]} {date.year}"


def day_of_month(date: dt.date, *, language: str) -> str:
    """«22 қараша», where the year is plain."""
    return f"{date.day} {MONTHS[language][date.month - 1]}"


def month(date: dt.date, *, language: str) -> str:
    """«қараша 2026», «ноябрь 2026»: the head of a calendar."""
    return f"{MONTHS_ALONE[language][date.month - 1]} {date.year}"


def weekday(date: dt.date, *, language: str, short: bool = False) -> str:
    """«жексенбі», or «жс» in a narrow column."""
    return (WEEKDAYS_SHORT if short else WEEKDAYS)[language][date.weekday()]


def clock(moment: dt.time | dt.datetime) -> str:
    """«07:52»."""
    return f"{moment:%H:%M}"


def moment(value: dt.datetime, *, language: str) -> str:
    """«22 қараша 2026, 07:52»."""
    return f"{day_without_weekday(value, language=language)}, {clock(value)}"


def near_day(date: dt.date, *, today: dt.date, language: str) -> str:
    """«бүгін», «кеше», «ертең»; any other day in full."""
    distance = (date - today).days
    return _TODAY[language][distance + 1] if -1 <= distance <= 1 else day(date, language=language)


def relative(value: dt.datetime, *, now: dt.datetime, language: str) -> str:
    """«5 минут бұрын», «2 сағаттан кейін»; farther than a week it is the day itself."""
    distance = now - value
    if abs(distance) >= _WEEK:
        return day_without_weekday(value, language=language)
    seconds = int(abs(distance).total_seconds())
    for size, words in _UNITS:
        if count := seconds // size:
            return _placed(count, words[language], language=language, ahead=distance < dt.timedelta())
    return _JUST_NOW[language]


def _placed(count: int, words: list[str], *, language: str, ahead: bool) -> str:
    word = words[_form(count, words)]
    if ahead and language == "kk":
        word = _ABLATIVE[word]
    return (_AHEAD if ahead else _AGO)[language].format(f"{count} {word}")


def _form(count: int, words: list[str]) -> int:
    if len(words) < 3:
        return min(len(words) - 1, int(count != 1))
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2
