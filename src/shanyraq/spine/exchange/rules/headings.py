"""Headings as schools write them, in Kazakh, Russian and English, and what each of them means."""

import re
from functools import cache, lru_cache

from shanyraq.kernel.text.folding import fold
from shanyraq.spine.exchange import reference
from shanyraq.spine.exchange.rules.fields import NOT_TAKEN, OF_RELATIVE, SLOTS

# Words that say of whom the column speaks, folded; the longer first, since one begins with the other.
_OWNER = {
    "parent": re.compile(r"\b(ата ана(сы|сынын|лары|ларынын|нын|лар)?|родител(ь|я|и|ей|ю)|parents?( s)?)\b"),
    "guardian": re.compile(
        r"\b(занды окил(и|инин|дин)?|законн(ый|ого) представител(ь|я)|опекуна?|корганшы(сы|сынын)?|guardian( s)?|"
        r"legal representative( s)?)\b"
    ),
    "mother": re.compile(r"\b(ана(сы|сынын)|мат(ь|ери)|мам(а|ы)|шешеси(нин)?|mother( s)?)\b"),
    "father": re.compile(r"\b(акеси(нин)?|отец|отца|пап(а|ы)|father( s)?)\b"),
}
_OWN = re.compile(
    r"\b(окушы(нын)?|уч(еник|еника|ащегося|ащийся)|обучающ(ийся|егося)|ребенка|бала(нын)?|child s|pupil s|сотрудника|"
    r"работника|кызметкер(дин)?|employee s)\b"
)
_BETWEEN = re.compile(r"[/|\n]")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")


@cache
def known_spellings(kind: str) -> dict[str, str]:
    """Every spelling of this kind's slots, folded; kinds may differ in what one word means (Түрі, Атауы)."""
    found: dict[str, str] = {}
    for heading, slot in reference.headings():
        if not kind or slot == NOT_TAKEN or slot in SLOTS[kind]:
            found.setdefault(squeezed(heading), slot)
    return found


def squeezed(text: str) -> str:
    """The heading as it is compared and remembered: folded, nothing between the letters; «№» has a word of its own."""
    return fold(text.replace("№", " номерзнак ").replace("#", " номерзнак ")).replace(" ", "")


@lru_cache(maxsize=4096)
def slot_of(heading: str, kind: str) -> str:
    """What the heading means in a list of this kind (of any kind, for ""); "" where nobody knows. A heading in two
    languages («Тегі / Фамилия») means what all of its known parts mean."""
    for text in (heading, _IN_BRACKETS.sub(" ", heading)):
        if found := _own_slot(text, kind) or _slot_of_relative(text, kind):
            return found
    parts = [part for part in _BETWEEN.split(heading) if part.strip()]
    meant = {slot_of(part, kind) for part in parts} if len(parts) > 1 else set()
    return meant.pop() if len(meant) == 1 else ""


def _own_slot(heading: str, kind: str) -> str:
    known = known_spellings(kind)
    if found := known.get(squeezed(heading), ""):
        return found
    if kind == "guardian":  # here the child is somebody else
        return ""
    bare = _OWN.sub(" ", fold(heading))
    if bare.split() and not any(pattern.search(bare) for pattern in _OWNER.values()):
        return known.get(bare.replace(" ", ""), "")
    return ""


def _slot_of_relative(heading: str, kind: str) -> str:
    """«Анасының телефоны» is mother.phone in a list of pupils; in a list of guardians it is the row's own phone."""
    if kind not in {"", "pupil", "guardian"}:
        return ""
    words = fold(heading)
    for who, pattern in _OWNER.items():
        if not pattern.search(words):
            continue
        field = _field_of_relative(pattern.sub(" ", words))
        if kind == "guardian":
            return field
        return f"{who}.{field}" if field in OF_RELATIVE or (who, field) == ("parent", "relation") else ""
    return ""


def _field_of_relative(words: str) -> str:
    for _who, pattern in _OWNER.items():
        words = pattern.sub(" ", words)
    words = _OWN.sub(" ", words)
    rest = "".join(word for word in words.split() if word not in {"или", "и", "немесе", "or", "мен", "1", "2"})
    return known_spellings("guardian").get(rest, "") if rest else "full_name"
