"""Two Latin writings of Kazakh. Offered to a person who asks, never applied silently:
the spelling of a document is the name of its holder.

`passport` follows the practice of passports; `alphabet_2021` the Latin alphabet of 2021, which is lossy
(и and й fall together, ц ч щ ю я are written with two letters).
"""

import unicodedata

_SHARED = dict(zip("абвгдезклмнопрстф", "abvgdezklmnoprstf", strict=True)) | {"ъ": "", "ь": "", "э": "e"}
_PASSPORT = _SHARED | {
    **dict(zip("әғқңөұүуиійһы", "agknouuuiiihy", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
}
_LATIN_2021 = _SHARED | {
    **dict(zip("әғқңөұүуиійһыжхш", "äğqñöūüuiıihyjhş", strict=True)),
    "ц": "ts",
    "ч": "tş",
    "щ": "ş",
    "ю": "iu",
    "я": "ia",
    "ё": "io",
}
_CAPITALS = {"i": "İ", "ı": "I"}


def passport(text: str) -> str:
    """The text as Kazakhstan's passports write it: «Қызғалдақ» is Kyzgaldak."""
    return _written(text, _PASSPORT, {})


def alphabet_2021(text: str) -> str:
    """The text in the Latin alphabet of 2021: «Қызғалдақ» is Qyzğaldaq."""
    return _written(text, _LATIN_2021, _CAPITALS)


def _written(text: str, table: dict[str, str], capitals: dict[str, str]) -> str:
    letters = unicodedata.normalize("NFC", text)
    return "".join(_letter(letters, place, table, capitals) for place in range(len(letters)))


def _letter(text: str, place: int, table: dict[str, str], capitals: dict[str, str]) -> str:
    letter = text[place]
    latin = table.get(letter.lower())
    if latin is None:
        return letter
    if letter == letter.lower() or not latin:
        return latin
    if len(latin) > 1 and _among_capitals(text, place):
        return latin.upper()
    return capitals.get(latin[0], latin[0].upper()) + latin[1:]


def _among_capitals(text: str, place: int) -> bool:
    """Whether the neighbouring letter is a capital too: «ЖАНАР» is ZHANAR, «Жанар» is Zhanar."""
    after, before = text[place + 1 : place + 2], text[max(place - 1, 0) : place]
    return after.isupper() or (not after.isalpha() and before.isupper())
