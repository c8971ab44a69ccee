"""Noon of a school Monday; caches forget between tests."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from shanyraq.spine.interface.tests.asking import NOON


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel
