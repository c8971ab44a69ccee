"""The gate of a demonstration, as the simulated one must know it: its numbers, which the house itself does not keep.

A real gate is taught its people by the school. An invented one reads them from a file beside the database.
"""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class DemoGate:
    """Serials by family, the people's numbers, who goes by palm, and who works here."""

    organisation_id: uuid.UUID
    school: int
    port: int
    serials: dict[str, str]
    pins: dict[uuid.UUID, str]
    palms: frozenset[uuid.UUID]
    staff: frozenset[uuid.UUID]


def demo_pin(index: int) -> str:
    """The number of the person at this place in the school's list."""
    return str(10_001 + index)


def _file() -> Path:
    return Path(settings.DATA) / "demo-gate.json"


def write_demo_gate(gate: DemoGate) -> None:
    """The simulated gate of this school can be played; one school a demonstration."""
    _file().write_text(
        json.dumps(
            {
                "organisation": gate.organisation_id.hex,
                "school": gate.school,
                "port": gate.port,
                "serials": gate.serials,
                "pins": {person.hex: pin for person, pin in gate.pins.items()},
                "palms": sorted(person.hex for person in gate.palms),
                "staff": sorted(person.hex for person in gate.staff),
            }
        )
    )


def read_demo_gate() -> DemoGate | None:
    """The gate of this demonstration; None where none was loaded."""
    if not _file().exists():
        return None
    kept = json.loads(_file().read_text())
    return DemoGate(
        organisation_id=uuid.UUID(kept["organisation"]),
        school=kept["school"],
        port=kept["port"],
        serials=kept["serials"],
        pins={uuid.UUID(person): pin for person, pin in kept["pins"].items()},
        palms=frozenset(map(uuid.UUID, kept["palms"])),
        staff=frozenset(map(uuid.UUID, kept["staff"])),
    )
