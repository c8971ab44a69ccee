"""Where the schools of a region stand and how large they are: planned from a seed, without a database."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from shanyraq.flows.demonstration.classes import SchoolPlan
from shanyraq.flows.demonstration.generation.chances import chance, ids_of
from shanyraq.spine.registry.reference.kato import Territory, territories, territory
from shanyraq.spine.registry.reference.schools import DemoSchool
from shanyraq.spine.registry.rules.identifiers import IdentifierError, make_demo_bin

REGIONS = {"turkistan-oblast": "610000000"}
PUPILS_A_SCHOOL = 500_000 / 900
TOGETHER = 2_000
"""Pupils of one neighbourhood: what is planned and written in one transaction."""
CITY, TOWN, VILLAGE = 60.0, 12.0, 1.0
WEIGHTS = {
    "611000000": 228, "611600000": 77, "612000000": 88, "613600000": 50, "613800000": 185, "613900000": 135,
    "614000000": 105, "614400000": 125, "614600000": 125, "614800000": 52, "615200000": 225, "615400000": 200,
    "615500000": 110, "615600000": 62, "615800000": 125, "616000000": 110, "616400000": 83,
}  # fmt: skip
"""How many of the region's children live in each district, roughly: shares for invented people, no statistics."""
OTHER_LANGUAGES = {
    "615200000": ("uz", 0.5), "615500000": ("uz", 0.2), "611000000": ("uz", 0.2), "612000000": ("uz", 0.12),
    "615800000": ("uz", 0.08), "614000000": ("uz", 0.08), "615400000": ("tg", 0.08), "613800000": ("tg", 0.05),
    "614400000": ("tg", 0.05),
}  # fmt: skip
RUSSIAN = {"city": 0.4, "township": 0.2}


@dataclass(frozen=True, slots=True)
class Planned:
    """A school to be founded and the number of its pupils."""

    school: SchoolPlan
    district: str
    pupils: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Schools whose families live side by side; `place` counts from 0."""

    place: int
    schools: tuple[Planned, ...]

    @property
    def pupils(self) -> int:
        return sum(each.pupils for each in self.schools)


def plan_neighbourhoods(region: str, *, pupils: int, seed: int) -> list[Neighbourhood]:
    """Every school of the region, district by district; the pupils add up to what was asked."""
    schools = _plan_schools(REGIONS[region], pupils=pupils, seed=seed)
    found: list[Neighbourhood] = []
    together: list[Planned] = []
    for each in schools:
        apart = together and each.district != together[0].district and _sum(together) > TOGETHER / 4
        if apart or (together and _sum(together) + each.pupils > TOGETHER):
            found.append(Neighbourhood(len(found), tuple(together)))
            together = []
        together.append(each)
    return [*found, Neighbourhood(len(found), tuple(together))]


def _sum(schools: Sequence[Planned]) -> int:
    return sum(each.pupils for each in schools)


def _plan_schools(oblast: str, *, pupils: int, seed: int) -> list[Planned]:
    dice, ids = chance(seed, "schools"), ids_of(seed, "schools")
    seats = _seats(dice, oblast, max(1, round(pupils / PUPILS_A_SCHOOL)))
    sizes = shared_out(pupils, [_size(dice, place) for _district, place in seats])
    numbers: dict[str, int] = {}
    found = []
    for order, ((district, place), size) in enumerate(zip(seats, sizes, strict=True)):
        if size:
            numbers[district] = numbers.get(district, 0) + 1
            source = _school(dice, district, place, numbers[district], size, order)
            found.append(Planned(SchoolPlan(id=ids.new(), source=source), district, size))
    return found


def _seats(dice: Random, oblast: str, schools: int) -> list[tuple[str, Territory]]:
    """The settlement of every school, with its district."""
    districts = list(WEIGHTS)
    found = []
    for district, count in zip(districts, shared_out(schools, list(WEIGHTS.values())), strict=True):
        places = settlements(district)
        weights = [_weight(dice, place) for place in places]
        for place, standing in zip(places, shared_out(count, weights), strict=True):
            found += [(district, place)] * standing
    return [each for each in found if territory(oblast).path in each[1].path]


@cache
def settlements(district: str) -> tuple[Territory, ...]:
    """The cities, townships and villages of a district in which a school may stand."""
    inside = [each for each in territories() if each.path.startswith(territory(district).path)]
    return tuple(each for each in inside if each.kind in ("city", "township", "village"))


def _weight(dice: Random, place: Territory) -> float:
    if place.kind == "city":
        return CITY
    return TOWN if place.kind == "township" else VILLAGE * min(8.0, dice.paretovariate(1.4))


def _size(dice: Random, place: Territory) -> float:
    """Schools of cities are large, those of villages of every size."""
    return dice.uniform(650, 1500) if place.kind == "city" else min(1300, max(40, dice.lognormvariate(6.0, 0.65)))


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares in the proportion of the weights that add up to the total; the largest remainders round up."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    found = [int(each) for each in exact]
    waiting = sorted(range(len(weights)), key=lambda place: (found[place] - exact[place], place))
    for place in waiting[: total - sum(found)]:
        found[place] += 1
    return found


def _school(dice: Random, district: str, place: Territory, number: int, pupils: int, order: int) -> DemoSchool:
    kind = _kind(dice, place, pupils)
    kk, ru = KINDS[kind]
    where_kk, where_ru = place.name_kk, place.name_ru
    return DemoSchool(
        number=number,
        bin=demo_bin(order),
        opened=dt.date(dice.randrange(1946, 2025), 9, 1),
        kind=kind,
        name_kk=f"{where_kk}, №{number} {kk}",
        name_ru=f"{ru} № {number}, {where_ru}",
        short_kk=f"№{number} {kk.split()[-1]}, {where_kk}"[:80],
        short_ru=f"{ru.split()[0]} № {number}, {where_ru}"[:80],
        languages=_languages(dice, district, place, pupils),
        territory=place.code,
        capacity=max(20, round(pupils / dice.uniform(0.7, 1.4) / 10) * 10),
        shifts=2 if pupils > 420 and dice.random() < 0.75 else 1,
        first_graders_online=0,
        first_graders_on_paper=0,
        features=frozenset(),
    )


KINDS = {
    "general": ("жалпы білім беретін мектеп", "Школа общеобразовательная"),
    "gymnasium": ("гимназия", "Гимназия"),
    "lyceum": ("лицей", "Лицей"),
    "small": ("шағын жинақты мектеп", "Школа малокомплектная"),
    "special": ("арнайы мектеп", "Школа специальная"),
    "boarding": ("мектеп-интернат", "Школа-интернат"),
}


def _kind(dice: Random, place: Territory, pupils: int) -> str:
    if pupils < 120:
        return "small"
    urban = place.kind == "city"
    weights = (78, 9, 9, 0, 2, 2) if urban else (95, 1.5, 1.5, 0, 0.5, 1.5)
    return dice.choices(list(KINDS), weights=weights)[0]


def _languages(dice: Random, district: str, place: Territory, pupils: int) -> tuple[str, ...]:
    """Kazakh everywhere but in some villages of the neighbours' languages; a large school may have a second one."""
    other, share = OTHER_LANGUAGES.get(district, ("", 0.0))
    if dice.random() < share:
        return (other, "kk") if dice.random() < 0.4 else ("kk", other)
    russian = pupils > 200 and dice.random() < RUSSIAN.get(place.kind, 0.06)
    return ("kk", "ru") if russian else ("kk",)


def demo_bin(order: int) -> str:
    """The number of the organisation of this order in its region; the last digit avoids those never issued."""
    for serial in range(order * 10, order * 10 + 10):
        try:
            return make_demo_bin(dt.date(2024, 8, 1), serial)
        except IdentifierError:
            continue
    raise AssertionError("one serial in 120 is never issued, not ten in a row")
