"""Latin letters that only look Cyrillic, and the other way round: accounts mix them («STEАM»)."""

import re
import unicodedata

_PAIRS = dict(zip("ABCEHKMOPTXIYaceikmopxyhtƏə", "АВСЕНКМОРТХІҮасеікморхуһтӘә", strict=True))
_TO_CYRILLIC = str.maketrans(_PAIRS)
_TO_LATIN_PAIRS = {cyrillic: latin for latin, cyrillic in _PAIRS.items() if latin not in "kmtƏə"} | {"У": "Y"}
_TO_LATIN = str.maketrans(_TO_LATIN_PAIRS)
_WORD = re.compile(r"[^\W\d_]+")


def repair_script(text: str) -> tuple[str, bool]:
    """The text with each word in one script, and whether anything changed.

    A Latin letter inside a Cyrillic word becomes its look-alike; a Cyrillic one inside a Latin word likewise.
    A word that cannot be read in one script («PISAда») stays as it was written.
    """
    repaired = _WORD.sub(lambda match: _one_script(match[0]), unicodedata.normalize("NFC", text))
    return repaired, repaired != unicodedata.normalize("NFC", text)


def mixed_words(text: str) -> list[str]:
    """The words of the text that mix the two scripts, in their order."""
    return [word for word in _WORD.findall(text) if all(_scripts(word))]


def _one_script(word: str) -> str:
    latin, cyrillic = _scripts(word)
    if not (latin and cyrillic):
        return word
    as_cyrillic = all(letter in _PAIRS for letter in latin)
    as_latin = all(letter in _TO_LATIN_PAIRS for letter in cyrillic)
    if as_cyrillic and not (as_latin and len(latin) > len(cyrillic)):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if as_latin else word


def _scripts(word: str) -> tuple[str, str]:
    """The Latin letters and the Cyrillic letters of the word."""
    latin = "".join(letter for letter in word if "a" <= letter.lower() <= "z" or letter in "Əə" or _accented(letter))
    return latin, "".join(letter for letter in word if "\u0400" <= letter <= "\u052f")


def _accented(letter: str) -> bool:
    return "\u00c0" <= letter <= "\u017f"
