"""Codes of learning objectives of a curriculum, as 7.2.1.4: grade, section, subsection, objective. Pure."""

import re

CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,3}", re.ASCII)
MOST_CODES, MOST_LETTERS = 12, 200


def codes_of(text: str) -> tuple[str, ...] | None:
    """The codes in what was typed, each once and in their order; None where something in it is no code."""
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    found = tuple(dict.fromkeys(word.rstrip(".") for word in words))
    fits = len(found) <= MOST_CODES and all(CODE.fullmatch(code) for code in found)
    return found if fits else None
