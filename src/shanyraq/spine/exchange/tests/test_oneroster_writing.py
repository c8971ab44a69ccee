"""What is written in OneRoster is read back as it was."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from conftest import Cast

from shanyraq.spine.exchange.drafts import Kind, Ref
from shanyraq.spine.exchange.gateways.oneroster import Roster, manifest_of, read_oneroster, write_oneroster
from shanyraq.spine.exchange.gateways.oneroster.fields import TABLES
from shanyraq.spine.registry.factories import START
from shanyraq.spine.registry.models import Organisation

DAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def a_real_number(db: None, cast: Cast) -> None:
    Organisation.objects.filter(id=cast.school.organisation_id).update(bin="250340000289")


def written(cast: Cast, **options: bool) -> io.BytesIO:
    out = io.BytesIO()
    write_oneroster(out, Roster(frozenset({cast.school.organisation_id}), DAY, **options))
    return out


def test_every_record_comes_back_as_the_register_has_it(as_director: Cast) -> None:
    school = as_director.school
    here = {"organisation": Ref("source", str(school.organisation_id))}
    found = list(read_oneroster(written(as_director)))
    assert [(each.kind, each.source_key, each.faults) for each in found] == [
        (Kind.ORGANISATION, str(school.organisation_id), ()),
        (Kind.STAFF, str(school.director_id), ()),
        (Kind.STAFF, str(school.teacher_id), ()),
        (Kind.GROUP, str(school.group_id), ()),
        (Kind.LOAD, found[4].source_key, ()),
        (Kind.PUPIL, str(school.pupil_id), ()),
        (Kind.GUARDIAN, str(school.guardian_id), ()),
    ]
    pupil, guardian = found[5], found[6]
    assert dict(pupil.values) == here | {
        "family": "Сейтқали", "given": "Ержан", "sex": "m", "group": Ref("source", str(school.group_id)),
        "valid_from": START,
    }  # fmt: skip
    assert dict(guardian.values) == here | {
        "family": "Сейтқали", "given": "Дана", "sex": "f", "child": Ref("source", str(school.pupil_id)),
        "relation": "mother", "valid_from": START,
    }  # fmt: skip
    assert dict(found[4].values) == here | {
        "teacher": Ref("source", str(school.teacher_id)), "group": Ref("source", str(school.group_id)),
        "subject": "algebra", "hours_per_week": Decimal("3.0"), "valid_from": START,
    }  # fmt: skip
    assert dict(found[3].values) == here | {
        "grade": 7, "letter": "Ә", "school_year": 2026, "language": "kk", "shift": 1,
        "class_teacher": Ref("source", str(school.teacher_id)),
    }  # fmt: skip


def test_every_file_has_the_columns_of_the_specification_and_its_required_cells(as_director: Cast) -> None:
    out = written(as_director)
    assert manifest_of(out).system == "shanyraq"
    with zipfile.ZipFile(out) as box:
        assert box.namelist() == ["manifest.csv", *(f"{name}.csv" for name in (
            "orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments", "demographics",
        ))]  # fmt: skip
        for name in box.namelist()[1:]:
            table = TABLES[name.removesuffix(".csv")]
            rows = list(csv.DictReader(io.StringIO(box.read(name).decode("utf-8"), newline="")))
            assert tuple(rows[0]) == table.written
            assert [(row["sourcedId"], key) for row in rows for key in table.required if not row[key]] == []
            assert len({row["sourcedId"] for row in rows}) == len(rows)


def test_the_same_register_gives_the_same_bytes(as_director: Cast) -> None:
    assert written(as_director).getvalue() == written(as_director).getvalue()


def test_pupils_sit_in_classes_of_subjects_only_where_asked(as_director: Cast) -> None:
    def seats(seated: bool) -> list[str]:
        with zipfile.ZipFile(written(as_director, seats=seated)) as box:
            rows = list(csv.DictReader(io.StringIO(box.read("enrollments.csv").decode("utf-8"), newline="")))
        return [row["classSourcedId"].partition(":")[2] for row in rows if row["role"] == "student"]

    assert seats(True) == ["", "algebra"]
    assert seats(False) == [""]


def test_a_director_takes_nothing_of_the_neighbours(as_director: Cast) -> None:
    out = io.BytesIO()
    write_oneroster(out, Roster(frozenset({as_director.neighbour.organisation_id}), DAY))
    [only] = read_oneroster(out)
    assert (only.kind, only.source_key) == (Kind.ORGANISATION, str(as_director.neighbour.organisation_id))
