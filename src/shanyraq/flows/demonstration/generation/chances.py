"""Chance, ids and numbers of one neighbourhood: keyed by the seed and its place, so that each is made alone."""

import datetime as dt
from collections import defaultdict
from random import Random

from shanyraq.flows.demonstration.chance import Ids
from shanyraq.flows.demonstration.invented import PHONE_PREFIX, People
from shanyraq.spine.registry.api import PersonDraft
from shanyraq.spine.registry.rules.identifiers import IdentifierError, Sex, make_demo_iin
from shanyraq.spine.registry.rules.people import InventedPerson

SERIALS, PHONES = 10_000, 1_000_000
"""Numbers of one birth date and sex, and of the prefix of invented telephones: each neighbourhood has its share."""
NO_IIN = 0.006
"""The share of people who have no IIN (yet): newcomers from abroad, papers on their way."""


def chance(seed: int, *about: object) -> Random:
    """The dice of one purpose under one seed."""
    return Random("/".join(map(str, ("region", seed, *about))))  # noqa: S311 - invented people, not secrets


class Numbered(People):
    """People whose IINs and telephones come from the share of their neighbourhood: number `place` of `count`."""

    def __init__(self, ids: Ids, dice: Random, *, place: int, count: int) -> None:
        super().__init__(ids)
        self._dice = dice
        width = SERIALS // count
        self._serials = range(place * width, (place + 1) * width)
        self._used: dict[tuple[dt.date, str], int] = defaultdict(int)
        share = PHONES // count
        self._left = iter(range(place * share, (place + 1) * share))

    def add(self, person: InventedPerson, *, grown_up: bool = False) -> PersonDraft:
        phone = f"{PHONE_PREFIX}{number:06}" if grown_up and (number := next(self._left, None)) is not None else ""
        draft = PersonDraft(
            id=self.ids.new(),
            family=person.surname,
            given=person.given_name,
            patronymic=person.patronymic,
            birth_date=person.born,
            sex=str(person.sex),
            iin=self._number(person.born, person.sex),
            phone=phone,
        )
        self.drafts.append(draft)
        return draft

    def _number(self, born: dt.date, sex: Sex) -> str | None:
        """The next number of the share; none where it is used up, as for those who have none."""
        if self._dice.random() < NO_IIN:
            return None
        for serial in self._serials[self._used[born, sex] :]:
            self._used[born, sex] += 1
            try:
                return make_demo_iin(born, sex, serial)
            except IdentifierError:
                continue
        return None


def ids_of(seed: int, *about: object) -> Ids:
    """Time-ordered ids of one purpose under one seed."""
    return Ids("/".join(map(str, ("region", seed, *about))))
