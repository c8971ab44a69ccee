"""Kazakh endings for words, names, numbers and times in sentences: «07:52-де», «28-де», «лицейге», «1 163-і».

A sentence that a template builds around a value needs the value's ending, and the ending follows the sound:
back or front vowels, and whether the word ends in a vowel, a sonorous or a voiceless consonant.
"""

import enum

from shanyraq.kernel.text.spoken import spoken_end


class Case(enum.StrEnum):
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    INSTRUMENTAL = "instrumental"
    POSSESSIVE = "possessive"  # of the third person: «мектебі», «1 163-і»


_BACK, _FRONT = "аоұыёя", "әеөүіэ"
_NEUTRAL = "иуюй"  # they follow the vowel before them
_VOWELS = _BACK + _FRONT
_SOFTENED = {"п": "б", "к": "г", "қ": "ғ"}
# Words that lose their last vowel before the possessive ending.
_SHORTENED = {
    "орын": "орн",
    "халық": "халқ",
    "дауыс": "даус",
    "ауыз": "ауз",
    "мойын": "мойн",
    "қырық": "қырқ",
    "мүлік": "мүлк",
    "құлық": "құлқ",
    "ерін": "ерн",
    "мұрын": "мұрн",
    "қарын": "қарн",
    "бөрік": "бөрк",
}
_LATIN_SOUNDS = str.maketrans(
    dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгһижклмнопкрстуввксз", strict=True))
    | {"ä": "ә", "ö": "ө", "ü": "ү", "ı": "і", "ş": "ш", "ğ": "ғ", "ñ": "ң", "ū": "ұ"}
)

# Endings after a vowel, after м н ң, after other sonorous letters, after з ж, after voiceless ones.
# A stands for а/е, Y for ы/і.
_ENDINGS: dict[Case, tuple[str, str, str, str, str]] = {
    Case.GENITIVE: ("нYң", "нYң", "дYң", "дYң", "тYң"),
    Case.DATIVE: ("ғA", "ғA", "ғA", "ғA", "қA"),
    Case.ACCUSATIVE: ("нY", "дY", "дY", "дY", "тY"),
    Case.LOCATIVE: ("дA", "дA", "дA", "дA", "тA"),
    Case.ABLATIVE: ("дAн", "нAн", "дAн", "дAн", "тAн"),
    Case.INSTRUMENTAL: ("мен", "мен", "мен", "бен", "пен"),
    Case.POSSESSIVE: ("сY", "Y", "Y", "Y", "Y"),
}
# After a possessive ending («білім басқармасы», «№28 мектебі»).
_POSSESSED: dict[Case, str] = {
    Case.GENITIVE: "нYң",
    Case.DATIVE: "нA",
    Case.ACCUSATIVE: "н",
    Case.LOCATIVE: "ндA",
    Case.ABLATIVE: "нAн",
    Case.INSTRUMENTAL: "мен",
    Case.POSSESSIVE: "",
}


def suffix(word_or_number: str | int, case: Case | str, *, possessed: bool = False) -> str:
    """The ending alone, without its hyphen: suffix("07:52", "locative") is «де».

    `possessed` is for a word that already carries the ending of possession («басқармасы», «мектебі»).
    """
    text = str(word_or_number).strip()
    if not text:
        return ""
    return _ending(_sound(text), Case(case), possessed=possessed)


def with_case(word_or_number: str | int, case: Case | str, *, possessed: bool = False) -> str:
    """The word with its ending: «лицейге», «07:52-де», «1 163-і», «БЖБ-ға», «мектебі»."""
    text = str(word_or_number).rstrip()
    ending = suffix(text, case, possessed=possessed)
    if not text or not ending:
        return text
    hyphenated = spoken_end(text) is not None or not _is_cyrillic(text[-1])
    if Case(case) is Case.INSTRUMENTAL and not hyphenated:
        return f"{text} {ending}"
    if Case(case) is Case.POSSESSIVE and not hyphenated:
        return _stem(text) + ending
    return f"{text}-{ending}" if hyphenated else f"{text}{ending}"


def _sound(text: str) -> str:
    """The last word as it sounds, in small Cyrillic letters."""
    spoken = spoken_end(text)
    letters = spoken if spoken is not None else text.split()[-1]
    return "".join(letter for letter in letters.lower().translate(_LATIN_SOUNDS) if letter.isalpha())


def _ending(sound: str, case: Case, *, possessed: bool) -> str:
    pattern = _POSSESSED[case] if possessed else _ENDINGS[case][_class_of(sound)]
    front = _is_front(sound)
    ending = pattern.replace("A", "е" if front else "а").replace("Y", "і" if front else "ы")
    return ending.replace("ғ", "г").replace("қ", "к") if front else ending


def _class_of(sound: str) -> int:
    last = sound.rstrip("ьъ")[-1:]
    if last in _VOWELS:
        return 0
    if last in "мнң":
        return 1
    if last in "рлйую" + "и":
        return 2
    return 3 if last in "зж" else 4


def _is_front(sound: str) -> bool:
    if sound.endswith("ь"):
        return True
    for letter in reversed(sound):
        if letter in _VOWELS:
            return letter in _FRONT
    return "и" in sound or "ү" in sound


def _stem(text: str) -> str:
    """The word as it stands before the possessive ending: «мектеп» is мектеб-, «орын» is орн-."""
    head, gap, word = text.rpartition(" ")
    if word.lower() in _SHORTENED:
        return head + gap + word[0] + _SHORTENED[word.lower()][1:]
    bare = word.rstrip("ь") if word.endswith("ь") else word
    return head + gap + bare[:-1] + _SOFTENED.get(bare[-1], bare[-1])


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"
