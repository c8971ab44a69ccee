"""Every story of this module happens on one Monday at noon."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE), tick=False) as traveller:
        yield traveller
