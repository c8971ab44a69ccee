"""Words in cells: sexes, languages, posts, relations, rooms, as schools write them in three languages."""

from functools import cache

from shanyraq.kernel.text.folding import fold
from shanyraq.spine.exchange import reference
from shanyraq.spine.registry.reference import curriculum

_FOOTERS = (
    "барлыгы",
    "барлыгы оку",
    "итого",
    "всего",
    "жалпы саны",
    "корытынды",
    "total",
    "подпись",
    "колы",
    "жиыны",
    "жауапты",
)
_EXAMPLES = frozenset({"мысал", "пример", "example"})
_PREPARATORY = frozenset({"мад", "мектепалды", "мектепалды даярлык", "предшкола", "предшкольная", "кш", "0"})


@cache
def _table(field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for of_field, code, word in reference.words():
        if of_field == field:
            found.setdefault(fold(word), code)
            found.setdefault(fold(code), code)
    return found


def code_of(field: str, words: str) -> str:
    """The code of what was written ("қыз бала" is "f"); "" where the word is not known."""
    return _table(field).get(fold(words), "")


@cache
def _subjects() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, subject in curriculum.subjects().items():
        for name in (code, subject.name_kk, subject.name_ru, subject.name_en):
            found.setdefault(fold(name), code)
    return found | {word: code for word, code in _table("subject").items() if word not in found}


def subject_of(words: str) -> str:
    """The code of a subject by its name in any of three languages; "" where there is no such subject."""
    return _subjects().get(fold(words), "")


def is_footer(first: str) -> bool:
    """Whether a row that begins so sums up or signs a list and is nobody's row."""
    return fold(first).startswith(_FOOTERS)


def is_example(cell: str) -> bool:
    """Whether the cell marks the row as the template's example: «мысал», "пример"."""
    words = fold(cell).split()
    return bool(words) and set(words) <= _EXAMPLES


def is_preparatory(words: str) -> bool:
    return fold(words) in _PREPARATORY
