"""The Kazakh alphabet and the sort key that puts names in its order on any database.

Plain code-point order places Ә Ғ Қ Ң Ө Ұ Ү Һ І after Я, and a Python collation in SQLite takes seconds for a
city's pupils; so the order is computed once, when a row is written, and stored in a column. The key has small
Latin letters and digits only, two for each letter, so it sorts alike under every collation of a database.
The order is that of ICU's `kk` collation: space, punctuation, digits, Cyrillic, Latin.
"""

import unicodedata
from functools import lru_cache

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PUNCTUATION = " _-‑–—,;:!¡?¿.·'’\"“”«»()[]{}§¶@*/\\&#%`^©®+±÷×<=>¬|~¤¢$£¥₸"
# The neighbours' Cyrillic letters stand among ours: Uzbek, Tajik, Uyghur, Ukrainian names live here too.
_CYRILLIC = "аәӕбвгғӻҕӷдԁђҙеёєжҗзѕӡиҋйјкқӄҡҟҝԛлӆљмӎнӊңӈҥњоөпҧҁрҏсҫтҭћуұүѹфхӽӿҳһѡцҵчҷӌҹҽҿџшщъыіьҍѣэюяѥѧѫѩѭѯѱѳѵҩԝӏ"
_LATIN = "aæbcdefghiıjklmnŋoœpqĸrstŧuvwxyzþʼ"
_ORDER = _PUNCTUATION + "0123456789" + _CYRILLIC + _LATIN
_PRIMARY = {letter: _DIGITS[(place + 36) // 36] + _DIGITS[place % 36] for place, letter in enumerate(_ORDER)}
_MARKS = {
    mark: _DIGITS[place]
    for place, mark in enumerate(
        "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304", 2
    )
}
_STROKED = {
    "đ": "d\u0338",
    "ð": "d\u0338",
    "ħ": "h\u0338",
    "ł": "l\u0338",
    "ø": "o\u0338",
    "ґ": "г\u0338",
    "ß": "ss",
}


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """A string whose plain order is the Kazakh order of the texts: letters first, then accents, then case."""
    words = [_word(word) for word in unicodedata.normalize("NFC", text).split()]
    letters, accents, cases = (mark.join([word[at] for word in words]) for at, mark in enumerate(_SPACE))
    return f"{letters}00{accents.rstrip('1')}0{cases.rstrip('0')}"


_SPACE = (_PRIMARY[" "], "1", "0")


@lru_cache(maxsize=8192)
def _word(word: str) -> tuple[str, str, str]:
    """Its letters, accents and cases. Names repeat: a region of a million people has a few thousand."""
    rows = [row for character in word for row in _weights(character)]
    return "".join(row[0] for row in rows), "".join(row[1] for row in rows), "".join(row[2] for row in rows)


@lru_cache(maxsize=4096)
def _weights(character: str) -> tuple[tuple[str, str, str], ...]:
    """(letter, accent, case) of each letter that the character stands for."""
    case = "1" if character != character.lower() else "0"
    small = character.lower()
    if small in _PRIMARY:
        return ((_PRIMARY[small], "1", case),)
    rows: list[tuple[str, str, str]] = []
    for part in unicodedata.normalize("NFKD", _STROKED.get(small, small)).lower():
        if unicodedata.combining(part) and rows:
            rows[-1] = (rows[-1][0], _MARKS.get(part, "z"), case)
        elif not unicodedata.combining(part):
            rows.append((_PRIMARY.get(part) or _stranger(part), "1", case))
    return tuple(rows)


def _stranger(character: str) -> str:
    """A letter of another script: after all of ours, by code point."""
    number, digits = ord(character), ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return "zz" + digits
