"""A person's name as the register keeps it: family name, given name, patronymic, the last two optional.

Some people have one name only. Nothing about a person is derived from a name: not the sex, not the language.
"""

import unicodedata
from dataclasses import dataclass

from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.folding import search_keys


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name, cleaned of stray spaces; at least one part stands."""

    family: str
    given: str = ""
    patronymic: str = ""

    def __post_init__(self) -> None:
        for part in ("family", "given", "patronymic"):
            object.__setattr__(self, part, cleaned(getattr(self, part)))
        if not (self.family or self.given):
            raise ValueError("A person has at least one name.")

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.family, self.given, self.patronymic) if part)

    @property
    def full(self) -> str:
        """«Сейтқали Ержан Болатұлы»."""
        return " ".join(self.parts)

    @property
    def usual(self) -> str:
        """Family name and given name: «Сейтқали Ержан»."""
        return " ".join(part for part in (self.family, self.given) if part)

    @property
    def short(self) -> str:
        """«Сейтқали Е.»; a person of one name keeps it whole."""
        if not (self.family and self.given):
            return self.usual
        return f"{self.family}\u00a0{self.given[0].upper()}."

    @property
    def formal(self) -> str:
        """«Сейтқали Е. Б.», as orders and lists write it."""
        if not (self.family and self.given and self.patronymic):
            return self.short
        return f"{self.short}\u00a0{self.patronymic[0].upper()}."

    @property
    def initials(self) -> str:
        """«СЕ», for the round picture."""
        return "".join(part[0].upper() for part in (self.family, self.given) if part)

    @property
    def sort_key(self) -> str:
        """What a register column holds so that lists stand in the Kazakh order."""
        return sort_key(self.full)

    @property
    def search_keys(self) -> str:
        """What a register column holds so that the person is found in any spelling."""
        return search_keys(*self.parts)

    def __str__(self) -> str:
        return self.full


def cleaned(text: str) -> str:
    """The text composed (NFC), trimmed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
