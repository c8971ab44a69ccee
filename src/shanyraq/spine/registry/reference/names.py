"""Given names and family names from which people are invented."""

from dataclasses import dataclass
from functools import cache

from shanyraq.kernel.tables import read_rows


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name. `era` says who bears it: children ("new"), their elders ("old") or both."""

    name: str
    sex: str
    culture: str
    era: str


@dataclass(frozen=True, slots=True)
class Surname:
    """A family name as a man and as a woman bear it; "bare" names are the same for both."""

    masculine: str
    feminine: str
    culture: str
    form: str

    def of(self, sex: str) -> str:
        """The name as a person of this sex ("m" or "f") bears it."""
        return self.feminine if sex == "f" else self.masculine


@cache
def given_names() -> tuple[GivenName, ...]:
    """Every given name, in alphabetical order inside a culture and sex."""
    return tuple(GivenName(**row) for row in read_rows(__package__, "given_names"))


@cache
def surnames() -> tuple[Surname, ...]:
    """Every family name, in alphabetical order inside a culture and form."""
    return tuple(Surname(**row) for row in read_rows(__package__, "surnames"))


@cache
def given_names_of(culture: str, sex: str, *, child: bool) -> tuple[str, ...]:
    """The names that a child or a grown-up of this culture and sex may bear."""
    eras = ("both", "new") if child else ("both", "old")
    return tuple(n.name for n in given_names() if (n.culture, n.sex) == (culture, sex) and n.era in eras)


@cache
def surnames_of(culture: str, form: str) -> tuple[Surname, ...]:
    """The family names of one culture and form ("suffixed" or "bare")."""
    return tuple(name for name in surnames() if (name.culture, name.form) == (culture, form))
