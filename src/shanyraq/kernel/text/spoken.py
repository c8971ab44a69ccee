"""How numbers and short written forms sound in Kazakh: the last spoken word decides their ending."""

import re

_ONES = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
_TENS = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
_POWERS = ((9, "миллиард"), (6, "миллион"), (3, "мың"), (2, "жүз"))
_SPACES = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(rf"(\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+)(?:,(\d+))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})$")
_SIGNS = {"%": "пайыз", "₸": "теңге", "°": "градус", "€": "еуро", "$": "доллар"}
# The names of Latin letters, as Kazakh speakers say «PDF», «QR», «ID».
_LATIN_LETTERS = {
    **dict(
        zip(
            "ABCDEFGHIJKLM",
            ["эй", "би", "си", "ди", "и", "эф", "джи", "эйч", "ай", "джей", "кей", "эл", "эм"],
            strict=True,
        )
    ),
    **dict(
        zip(
            "NOPQRSTUVWXYZ",
            ["эн", "оу", "пи", "кью", "ар", "эс", "ти", "ю", "ви", "дублю", "икс", "уай", "зет"],
            strict=True,
        )
    ),
}
# Of the Kazakh letters: «БЖБ» is бы-жы-бы, «ҰБТ» ұ-бы-ты.
_VOWELS = "аәеёиоөуұүыіэюя"


def last_spoken_word(number: int) -> str:
    """The word with which the number ends aloud: 1 163 ends with «үш», 1 000 with «мың»."""
    digits = str(number).lstrip("-")
    if digits[-1] != "0" or number == 0:
        return _ONES[int(digits[-1])]
    if digits[-2] != "0":
        return _TENS[int(digits[-2])]
    zeros = len(digits) - len(digits.rstrip("0"))
    return next((word for power, word in _POWERS if zeros >= power), "миллиард")


def spoken_end(text: str) -> str | None:
    """What the text sounds like at its end, when its letters alone do not say it; None for a plain word."""
    if text[-1] in _SIGNS:
        return _SIGNS[text[-1]]
    if clock := _CLOCK.search(text):
        hours, minutes = int(clock[1]), int(clock[2])
        return last_spoken_word(minutes or hours)
    if text[-1].isdigit():
        *_before, found = _NUMBER.finditer(text)
        return last_spoken_word(int(found[2] or re.sub(_SPACES, "", found[1])))
    return _abbreviation(re.split(r"[\s\-‑№.]", text)[-1])


def _abbreviation(word: str) -> str | None:
    if not word.isupper() or not word.isalpha():
        return None
    last = word[-1]
    if last in _LATIN_LETTERS:
        return _LATIN_LETTERS[last]
    return last.lower() if last.lower() in _VOWELS else f"{last.lower()}ы"
