"""The frozen bytes: one value, one spelling; two facts, two spellings; the same on every database."""

import datetime as dt
import enum
import uuid
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.kernel.sealing.canonical import Schema, Schemas, canonical_bytes, digest_of, digests

ALMATY = ZoneInfo("Asia/Almaty")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=6),
    st.uuids(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([dt.UTC, ALMATY])),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000),
    st.binary(max_size=6),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(["a", "b", "ab", "value"])
fields = st.lists(st.tuples(names, values), max_size=4, unique_by=lambda pair: pair[0])


def normal(value):
    """What makes two values the same fact, said without a single byte: the yardstick of injectivity."""
    if isinstance(value, list):
        return ("list", tuple(normal(item) for item in value))
    if isinstance(value, dict):
        return ("dict", frozenset((key, normal(item)) for key, item in value.items()))
    if isinstance(value, dt.datetime):
        return ("datetime", value.astimezone(dt.UTC))
    return (type(value).__name__, value)


@given(st.tuples(st.integers(1, 3), names, fields), st.tuples(st.integers(1, 3), names, fields))
def test_two_facts_share_their_bytes_only_when_they_are_one(one, two):
    same = (one[:2], [(n, normal(v)) for n, v in one[2]]) == (two[:2], [(n, normal(v)) for n, v in two[2]])
    assert (canonical_bytes(*one) == canonical_bytes(*two)) is same


@given(values, values)
def test_two_values_share_their_bytes_only_when_they_are_one(one, two):
    assert (written(one) == written(two)) is (normal(one) == normal(two))


def written(value):
    return canonical_bytes(1, "mark", [("value", value)])


def test_the_bytes_of_version_one_are_these_for_ever():
    """If this fails, the layout was changed, and every seal ever made is worthless: restore it."""
    when = dt.datetime(2026, 9, 7, 8, 5, tzinfo=ALMATY)
    fact = [("id", uuid.UUID(int=1)), ("at", when), ("value", Decimal("4.50")), ("note", "ә"), ("by", None)]
    assert canonical_bytes(1, "mark", fact).hex() == (
        "53485101" "53000000046d61726b" "0001" "0005"
        "53000000026964" "550000001000000000000000000000000000000001"
        "53000000026174" "5400000008" "00065adbe2392f00"
        "530000000576616c7565" "4d000000053435452d31"
        "53000000046e6f7465" "5300000002d399"
        "53000000026279" "4e00000000"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given_by_python", "given_by_database"),
    [
        (dt.datetime(2026, 9, 7, 8, 5, 0, 1, ALMATY), dt.datetime(2026, 9, 7, 3, 5, 0, 1, dt.UTC)),
        (Decimal("1.0"), Decimal("1.00")),
        (Decimal("1E+2"), Decimal("100.00")),
        (Decimal("-0.00"), Decimal(0)),
        (Decimal("1" * 40 + ".10"), Decimal("1" * 40 + ".1")),
        (enum.StrEnum("Kind", {"IN": "in"}).IN, "in"),
        (enum.IntEnum("Level", {"ONE": 1}).ONE, 1),
        (memoryview(b"\x01"), b"\x01"),
        (("a", 1), ["a", 1]),
        ({"b": 1, "a": 2}, {"a": 2, "b": 1}),
    ],
)
def test_a_value_before_saving_and_after_loading_is_one(given_by_python, given_by_database):
    assert written(given_by_python) == written(given_by_database)


def test_text_is_not_normalised():
    assert written("й") != written("\u0438\u0306")


@pytest.mark.parametrize("value", [1.5, dt.time(8), dt.datetime(2026, 9, 7), object(), {1: 2}, {"a": [0.1]}])  # noqa: DTZ001
def test_what_a_database_would_not_return_unchanged_is_refused(value):
    with pytest.raises(TypeError):
        written(value)


def nest(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [2**63, Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999"), "\ud800", nest(17), nest(9999)],
)
def test_what_is_out_of_bounds_is_refused(value):
    with pytest.raises(ValueError, match=r"."):
        written(value)


@pytest.mark.parametrize("bad", [[("", 1)], [("a b", 1)], [("a", 1), ("a", 2)], [("é", 1)]])
def test_a_field_has_one_plain_name(bad):
    with pytest.raises(ValueError, match=r"name|twice"):
        canonical_bytes(1, "mark", bad)


def test_the_salt_hides_and_changes_the_digest():
    one, two = digests([(bytes(16), b"fact"), (b"\x01" * 16, b"fact")])
    assert one == digest_of(bytes(16), b"fact") != two
    for wrong in (b"", bytes(15), bytes(17)):
        with pytest.raises(ValueError, match="16 bytes"):
            digest_of(wrong, b"fact")


def test_a_column_added_later_leaves_old_facts_alone():
    kinds = Schemas()
    first = kinds.declare("mark", 1, ["id", "value"])
    old = digest_of(bytes(16), first.canonical([7, 9]))
    second = kinds.declare("mark", 2, ["id", "value", "weight"])
    new = digest_of(bytes(16), second.canonical([8, 9, 2]))
    assert kinds.matching("mark", {"id": 7, "value": 9, "weight": None}, salt=bytes(16), digest=old) == 1
    assert kinds.matching("mark", {"id": 8, "value": 9, "weight": 2}, salt=bytes(16), digest=new) == 2
    assert kinds.matching("mark", {"id": 8, "value": 9, "weight": 3}, salt=bytes(16), digest=new) is None


def test_a_declared_version_is_frozen():
    kinds = Schemas()
    mark = kinds.declare("mark", 1, ["id", "value"])
    assert kinds.declare("mark", 1, ["id", "value"]) is kinds.of("mark", 1) is mark
    with pytest.raises(ValueError, match="declare version 2"):
        kinds.declare("mark", 1, ["value", "id"])
    assert kinds.lock() == f"mark 1 {mark.fingerprint}\n"
    assert mark.fingerprint != Schema("mark", 1, ("value", "id")).fingerprint


def test_values_must_fit_their_schema():
    with pytest.raises(ValueError, match="zip"):
        Schema("mark", 1, ("id", "value")).canonical([1])


def test_many_rows_at_once_have_the_bytes_of_each_alone():
    schema = Schema(kind="marks", version=1, fields=("id", "day", "at", "value", "words", "nothing"))
    at = dt.datetime(2026, 11, 23, 8, 5, 0, 17, tzinfo=dt.UTC)
    rows = [
        (uuid.UUID(int=number), dt.date(2026, 11, 1) + dt.timedelta(number), at, number - 3, f"сөз {number}", None)
        for number in range(40)
    ]
    rows.append((uuid.UUID(int=99), dt.date(2026, 1, 1), at, 10**12, "", None))
    columns = list(zip(*rows, strict=True))
    assert list(schema.canonical_rows(columns)) == [schema.canonical(row) for row in rows]
