"""Folding for search: one key space for Kazakh, Russian and every Latin spelling of a name.

`fold` is for any text: case, Kazakh letters, look-alikes and punctuation stop mattering.
`search_keys` and `query_keys` are for names. Each word becomes a plain Latin key, so that «Ержан», "Erzhan",
"Yerzhan" and "Erjan" meet. Spellings that differ by more than letters are all stored (`search_keys`), while
what a person types has one key per word (`query_keys`). Half-typed words find too: a key is a prefix of the
key of the longer word. A row answers a query when each key begins some word of its stored column.
"""

import itertools
import re
import unicodedata
from functools import lru_cache

from shanyraq.kernel.text.lookalikes import repair_script

_VARIANTS_AT_MOST = 12

_FOLDED = str.maketrans("әғқңөұүіһё", "агкноууихе")
_WORD = re.compile(r"\w+")
_APOSTROPHES = re.compile("['’ʼ`´‘]")

_TO_KEY = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufie", strict=True)),
    **dict(zip("әғқңөұүі", "agknouui", strict=True)),
    "ж": "zh",
    "х": "kh",
    "һ": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ё": "e",
    "ю": "iu",
    "я": "ia",
    "ь": "'",
    # The neighbours' letters, as in the names of Uzbek, Uyghur, Tajik and Ukrainian families.
    "ҳ": "kh",
    "ў": "u",
    "җ": "zh",
    "ҷ": "ch",
    "ӣ": "i",
    "ӯ": "u",
    "є": "e",
    "ї": "i",
    "ґ": "g",
}
_LATIN_LETTERS = str.maketrans(
    {"ä": "a", "ə": "a", "ğ": "g", "ı": "i", "ñ": "n", "ö": "o", "ō": "o", "ū": "u", "ü": "u"}
    | {"ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ý": "u", "ß": "s"}
)
# Read in this order, once, from left to right.
_LATIN_RULES = (
    (r"shch|sch|sh", "sh"),
    (r"tch|tsh|ch", "ch"),
    (r"zh|j", "zh"),
    (r"gh", "g"),
    (r"kh|h|\bx", "kh"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"tz", "ts"),
    (r"c(?=[eiy])", "ts"),
    (r"c", "k"),
    (r"\bw", "v"),
    (r"w", "u"),
    (r"y", "i"),
)
_LATIN = re.compile("|".join(f"(?P<r{number}>{rule})" for number, (rule, _) in enumerate(_LATIN_RULES)))
_HALF_TYPED = re.compile(r"(?<=.)c$")  # of ch or shch: the next letter will tell
_TWINS = re.compile(r"([a-z])\1+")


def fold(text: str) -> str:
    """The text as a search compares it: small letters, Kazakh letters as their Russian kin, single spaces."""
    repaired, _changed = repair_script(unicodedata.normalize("NFC", text))
    plain = _APOSTROPHES.sub("", repaired.casefold()).translate(_FOLDED)
    return " ".join(_WORD.findall(plain.replace("_", " ")))


def search_keys(*names: str) -> str:
    """The stored column of a person: every key of every name, a space before each, and one at the end.

    So `column contains " " + key` says that some word of the name begins with the key.
    """
    keys = dict.fromkeys(key for name in names for key in _stored_keys(name))
    return f" {' '.join(keys)} " if keys else ""


@lru_cache(maxsize=8192)
def _stored_keys(name: str) -> tuple[str, ...]:
    """Names repeat: a region of a million people has a few thousand."""
    keys: dict[str, None] = {}
    for written in _written_words(name):
        parts = [part for part in re.split(r"[-‑–]", written) if part]
        whole = ["".join(parts)] if len(parts) > 1 else []
        for part in parts + whole:
            keys |= dict.fromkeys(_variants(part))
    return tuple(keys)


def query_keys(typed: str) -> list[str]:
    """The keys of what somebody typed, one per word: all of them must begin a word of the stored column."""
    parts = [part for written in _written_words(typed) for part in re.split(r"[-‑–]", written)]
    keys = [_squeeze(_spelled(_HALF_TYPED.sub("", part))) for part in parts]
    return list(dict.fromkeys(key for key in keys if key))


def _written_words(text: str) -> list[str]:
    repaired, _changed = repair_script(unicodedata.normalize("NFC", text))
    plain = _APOSTROPHES.sub("", repaired.casefold())
    return re.findall(r"[\w‑–-]+", plain.replace("_", " "))


def _spelled(word: str) -> str:
    """The word in key letters, its soft sign before a vowel kept as `'`."""
    if any(letter in _TO_KEY for letter in word):
        return "".join(_TO_KEY.get(letter, letter) for letter in word)
    latin = unicodedata.normalize("NFC", word).translate(_LATIN_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", latin) if not unicodedata.combining(letter))
    return _LATIN.sub(lambda match: _LATIN_RULES[int((match.lastgroup or "r0")[1:])][1], plain)


def _squeeze(spelled: str) -> str:
    """One letter for doubled ones; a soft sign sounds as i before a vowel and is silent elsewhere."""
    return _TWINS.sub(r"\1", re.sub(r"'(?=[aeiou])", "i", spelled).replace("'", ""))


# Where writers differ: what stands in the key, and how others write it.
_DIFFERENCES = (
    (re.compile(r"(?:^|(?<=[aou]))e"), "ie"),  # Ержан: Erzhan, Yerzhan; Баев: Baev, Bayev
    (re.compile(r"(?:^|(?<=[aou]))ie"), "e"),
    (re.compile(r"'(?=[aeiou])"), ""),  # Васильев: Vasilyev, Vasilev
    (re.compile(r"(?<=[a-z])(?<![aou])ie"), "e"),  # the same name met in Latin
    (re.compile(r"dzh"), "zh"),  # Джамиля: Dzhamilya, Jamilya
    (re.compile(r"skh"), "sh"),  # Асхат: Askhat, Ashat
)


def _variants(word: str) -> list[str]:
    """The keys under which a stored word is found, the plainest first."""
    spelled = _spelled(word)
    choices: list[tuple[int, int, str]] = []
    for pattern, other in _DIFFERENCES:
        choices += [(found.start(), found.end(), other) for found in pattern.finditer(spelled)]
    choices += [(place, place + 1, "io") for place in _yo_places(word)]
    found = dict.fromkeys([_squeeze(spelled)])
    for taken in itertools.chain.from_iterable(itertools.combinations(choices, size) for size in (1, 2, 3)):
        if len(found) >= _VARIANTS_AT_MOST:
            break
        found[_squeeze(_rewritten(spelled, taken))] = None
    return [key for key in found if key]


def _yo_places(word: str) -> list[int]:
    """Where ё stands in the spelled word: some write Fedor, some Fyodor."""
    return [len(_spelled(word[:place])) for place, letter in enumerate(word) if letter == "ё"]


def _rewritten(spelled: str, taken: tuple[tuple[int, int, str], ...]) -> str:
    text, last = "", 0
    for start, end, other in sorted(taken):
        if start < last:
            continue
        text, last = text + spelled[last:start] + other, end
    return text + spelled[last:]
