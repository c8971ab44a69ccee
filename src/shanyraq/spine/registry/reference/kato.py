"""Territories of Kazakhstan: the country, its regions, and four regions whole down to the settlement."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shanyraq.kernel.tables import read_rows

COUNTRY = "KZ"


@dataclass(frozen=True, slots=True)
class Territory:
    """One territory. `path` lists the codes from the country down, each closed by a slash, so that
    "begins with the path of" means "lies in" and never matches a neighbour whose code merely begins
    alike."""

    code: str
    parent: str
    level: str
    kind: str
    name_kk: str
    name_ru: str
    official_kk: str
    official_ru: str
    path: str

    def lies_in(self, other: "Territory") -> bool:
        """Whether this territory is the other one or a part of it."""
        return self.path.startswith(other.path)


@cache
def territories() -> tuple[Territory, ...]:
    """Every territory, parents before children."""
    paths = {"": ""}
    found = []
    for row in read_rows(__package__, "kato"):
        path = f"{paths[row['parent']]}{row['code']}/"
        paths[row["code"]] = path
        found.append(Territory(**row, path=path))
    return tuple(found)


@cache
def territories_by_code() -> MappingProxyType[str, Territory]:
    """Territories under their codes."""
    return MappingProxyType({territory.code: territory for territory in territories()})


def territory(code: str) -> Territory:
    """The territory with this code. Raises KeyError where our table has none."""
    return territories_by_code()[code]


@cache
def _children() -> dict[str, tuple[Territory, ...]]:
    found: dict[str, list[Territory]] = {}
    for each in territories():
        found.setdefault(each.parent, []).append(each)
    return {code: tuple(children) for code, children in found.items()}


def children_of(code: str) -> tuple[Territory, ...]:
    """The territories right under this one, in the order of their codes."""
    return _children().get(code, ())
