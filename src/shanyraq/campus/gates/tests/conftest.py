"""Monday, 07:52, at the gate of school 28."""

from collections.abc import Iterator

import pytest
import time_machine

from shanyraq.campus.gates.actions import knocks
from shanyraq.campus.gates.factories import a_credential, a_device
from shanyraq.campus.gates.gateways.numbers import number_digest, seal_number
from shanyraq.campus.gates.models import Device
from shanyraq.campus.gates.queries.devices import forget_neighbourhood
from shanyraq.campus.gates.tests.uploads import MORNING
from shanyraq.kernel.scope import system_scope


@pytest.fixture
def morning() -> Iterator[None]:
    knocks.forget_what_was_heard()
    forget_neighbourhood()
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def gate(cast) -> Device:
    """The gate of school 28, where Erzhan is known by the number 28007."""
    with system_scope("test"):
        digest = number_digest(cast.school.organisation_id, "28007", is_card=False)
        a_credential(cast.school, digest=digest, sealed=seal_number("28007"))
        return a_device(cast.school, serial="PG28-0001")
