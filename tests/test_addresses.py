"""Addresses and bars of the whole house: each name is one address, each place stands in a bar once."""

from collections import Counter

import pytest

from shanyraq.kernel.pages.checks import every_pattern
from shanyraq.kernel.ui import navigation

AUDIENCES = ("family", "pupil", "teacher", "school", "office")


def test_every_address_has_a_name_of_its_own() -> None:
    """Two pages of one name lead a reader to whichever takes their arguments."""
    names = Counter(pattern.name for _route, pattern in every_pattern())
    assert {name: count for name, count in names.items() if count > 1} == {}
    assert len(names) > 100


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_place_stands_in_a_bar_once(audience: str) -> None:
    items = navigation.items_for(audience)
    places = [navigation.address(item.url_name) for item in items]
    words = [str(item.title) for item in items]
    assert (sorted(set(places)), sorted(set(words))) == (sorted(places), sorted(words))
    assert places
