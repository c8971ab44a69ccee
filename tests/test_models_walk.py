"""A walk over every model: keys point down the map, facts stand alone, and what holds a person says at which school."""

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from shanyraq.kernel.facts.models import Companion, Fact
from shanyraq.kernel.facts.partitions import CreatePartitioned

ROOT = Path(__file__).resolve().parents[1]
HOUSE = "shanyraq."
Model = type[models.Model]

NOT_PROTECTED = {
    "access.UserSession.user": "the list of sign-ins goes with its account",
}
NO_SCHOOL_NAMED = {
    "access.Appointment": "an office's right over a territory",
    "access.User": "an account is a person's at whichever school; it holds no personal data",
    "movement.Transfer": "it names two: from_organisation and to_organisation, each an indexed equality",
    "notices.Dispatch": "a letter of one notice, read by nobody but its reader",
    "notices.Preference": "one person's own choice, at whichever school",
    "talks.Seat": "a reader of a thread, found by the person or through the thread, which names the school",
}
PERSONAL = {"person", "child", "pupil", "guardian", "teacher"}
CONTACTS = {"family", "given", "patronymic", "iin", "birth_date", "phone", "email"}


def every_model() -> list[Model]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith(HOUSE)]


def every_key() -> Iterator[models.ForeignKey]:
    for model in every_model():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                yield field


def name_of(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


# --- the map ---------------------------------------------------------------------------------------------------------

Layers = list[set[str]]


def the_map() -> dict[str, Layers]:
    """The contracts of .importlinter that order rooms: container -> its layers, the highest first."""
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter", "utf-8")
    return {
        read[section]["containers"].strip(): [
            set(re.findall(r"\w+", line)) for line in read[section]["layers"].split("\n") if line.strip()
        ]
        for section in read.sections()
        if read[section].get("type") == "layers" and "*" not in read[section]["containers"]
    }


def points_down(from_: str, to: str, layers: dict[str, Layers]) -> bool:
    """Whether a model of the module `from_` (as shanyraq.spine.access) may hold a key to one of `to`."""
    if from_ == to:
        return True
    container = HOUSE.rstrip(".")
    for mine, theirs in zip(from_.split(".")[1:], to.split(".")[1:], strict=False):
        if mine == theirs:
            container = f"{container}.{mine}"
            continue
        if container not in layers:  # rooms of the kernel know each other
            return container == f"{HOUSE}kernel"
        rank = {room: number for number, layer in enumerate(layers[container]) for room in layer}
        return rank[mine] < rank[theirs]
    return False


def room_of(model: Model) -> str:
    return apps.get_app_config(model._meta.app_label).name


@pytest.mark.parametrize(
    ("from_", "to", "lawful"),
    [
        ("shanyraq.spine.access", "shanyraq.spine.registry", True),
        ("shanyraq.spine.registry", "shanyraq.spine.access", False),
        ("shanyraq.spine.presence", "shanyraq.spine.notices", False),
        ("shanyraq.campus.gates", "shanyraq.spine.registry", True),
        ("shanyraq.campus.gates", "shanyraq.learning.journal", False),
        ("shanyraq.learning.journal", "shanyraq.learning.timetable", True),
        ("shanyraq.learning.timetable", "shanyraq.learning.journal", False),
        ("shanyraq.kernel.facts", "shanyraq.spine.registry", False),
        ("shanyraq.kernel.sealing", "shanyraq.kernel.facts", True),
    ],
)
def test_the_map_is_read_as_it_is_drawn(from_: str, to: str, lawful: bool) -> None:
    assert points_down(from_, to, the_map()) is lawful


def test_keys_point_down_the_map_and_never_to_a_stranger() -> None:
    layers = the_map()
    keys = list(every_key())
    wrong = [
        name_of(key)
        for key in keys
        if not points_down(room_of(key.model), apps.get_app_config(key.related_model._meta.app_label).name, layers)
    ]
    assert len(keys) > 30
    assert wrong == []


def test_no_row_vanishes_with_another() -> None:
    other = {name_of(key) for key in every_key() if key.remote_field.on_delete is not models.PROTECT}
    assert other == set(NOT_PROTECTED)


# --- facts -----------------------------------------------------------------------------------------------------------


def facts() -> list[type[Fact]]:
    return [model for model in every_model() if issubclass(model, Fact)]


def partitioned() -> set[str]:
    """Models whose table is partitioned by its day, by their migrations."""
    return {
        f"{label}.{operation.name}"
        for (label, _name), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, CreatePartitioned)
    }


def test_nothing_holds_a_key_to_a_fact() -> None:
    alone = (*facts(), Companion)
    assert [name_of(key) for key in every_key() if issubclass(key.related_model, alone)] == []


def test_every_stream_is_one_facts_own() -> None:
    streams = [model.stream for model in facts()]
    assert sorted(streams) == sorted(set(streams))
    assert [stream for stream in streams if not re.fullmatch(r"[a-z_]{3,30}", stream)] == []


def unique_keys(model: Model) -> Iterator[tuple[str, ...]]:
    """The columns of every unique key of the table."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield tuple(constraint.fields)
    yield from (tuple(names) for names in model._meta.unique_together)
    yield from ((field.name,) for field in model._meta.local_fields if field.unique and not field.primary_key)
    primary = model._meta.pk
    yield tuple(f.name for f in primary.fields) if isinstance(primary, models.CompositePrimaryKey) else (primary.name,)


def without_the_day(model: Model) -> list[tuple[str, ...]]:
    return [key for key in unique_keys(model) if "day" not in key]


def test_every_unique_key_of_a_partitioned_table_holds_the_day() -> None:
    big = partitioned()
    kept = [model for model in every_model() if model._meta.label in big or issubclass(model, Fact)]
    assert {"facts.Companion", "gates.Passage", "journal.MarkFact", "journal.AttendanceFact"} <= big
    assert {model._meta.label: keys for model in kept if (keys := without_the_day(model))} == {}
    assert without_the_day(apps.get_model("registry.Person")) != []


def test_facts_hold_keys_and_codes_and_no_words() -> None:
    """Free words go to the payload, which can be forgotten; a sealed column cannot."""
    wordy = [
        name_of(column)
        for model in facts()
        for column in model._meta.local_fields
        if isinstance(column, models.TextField) or (isinstance(column, models.CharField) and column.max_length > 40)
    ]
    assert wordy == []


# --- people ----------------------------------------------------------------------------------------------------------


def columns(model: Model) -> set[str]:
    return {field.name.removesuffix("_id") for field in model._meta.local_fields}


def test_a_row_about_a_person_says_at_which_school() -> None:
    """So that a policy is an indexed equality and never a list of ids."""
    homeless = {
        model._meta.label
        for model in every_model()
        if columns(model) & PERSONAL and "organisation" not in columns(model)
    }
    assert homeless == set(NO_SCHOOL_NAMED)


def test_who_somebody_is_stands_in_the_register_alone() -> None:
    """Names, numbers and addresses of people are in one table: whoever needs them asks the register."""
    holders = {
        model._meta.label: found
        for model in every_model()
        if (found := columns(model) & CONTACTS) and model._meta.label != "gates.Device"  # its maker's family
    }
    assert set(holders) == {"registry.Person"}


# --- migrations ------------------------------------------------------------------------------------------------------

LENT = {"shanyraq.kernel.uuid7", "shanyraq.kernel.facts.partitions", "shanyraq.kernel.facts.clustered"}
"""What a migration may name for ever: the maker of ids, and the operations that lay a table out."""


def migrations() -> list[Path]:
    return sorted(path for path in (ROOT / "src").rglob("migrations/*.py") if path.name != "__init__.py")


def is_named(name: str) -> bool:
    return bool(re.fullmatch(r"\d{4}_(?!auto|initial|alter_|remove_)[a-z][a-z0-9_]+", name))


def borrowed(source: str) -> set[str]:
    """Modules of the house that a migration imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name for name in found if name.startswith(HOUSE)}


@pytest.mark.parametrize("name", ["0002_auto_20261123_0800", "0001_initial", "0003_alter_person_email"])
def test_a_name_by_the_machine_is_no_name(name: str) -> None:
    assert not is_named(name)


def test_every_migration_is_named_and_stands_by_itself() -> None:
    assert migrations()
    assert [path.stem for path in migrations() if not is_named(path.stem)] == []
    assert {name for path in migrations() for name in borrowed(path.read_text("utf-8"))} <= LENT
    assert borrowed("from shanyraq.spine.registry.models import Person") - LENT
