"""Chains: what somebody does behind the application's back is named at the link where it was done."""

import datetime as dt
from dataclasses import replace

import pytest

from shanyraq.kernel.sealing import chain
from shanyraq.kernel.sealing.chain import Break, Fault
from shanyraq.kernel.sealing.tests.story import MONDAY, NEIGHBOUR, digest, seal_of


def week():
    """Five seals of one stream."""
    seals = []
    for number in range(5):
        seals.append(seal_of([digest(number), digest(number + 50)], before=seals[-1] if seals else None))
    return seals


def stored(rows):
    return [(row, row.hash) for row in rows]


def days(count):
    """A publication a day, each over one seal."""
    made = []
    for number, seal in zip(range(count), week(), strict=False):
        made.append(chain.publish(made[-1] if made else None, day=MONDAY + dt.timedelta(number), seals=[seal]))
    return made


def test_a_whole_chain_has_no_faults():
    seals = week()
    assert chain.faults_of_seals(stored(seals)) == []
    assert [(s.sequence, s.total_before) for s in seals] == [(1, 0), (2, 2), (3, 4), (4, 6), (5, 8)]


@pytest.mark.parametrize("name", chain.SEAL.fields)
def test_every_field_of_a_seal_is_in_its_hash(name):
    seal = seal_of([digest(1)])
    assert replace(seal, **{name: different(getattr(seal, name))}).hash != seal.hash


@pytest.mark.parametrize("name", chain.PUBLICATION.fields)
def test_every_field_of_a_publication_is_in_its_code(name):
    publication = days(1)[0]
    assert replace(publication, **{name: different(getattr(publication, name))}).hash != publication.hash


def different(value):
    match value:
        case bytes():
            return digest(7)
        case int():
            return value + 1
        case str():
            return value + "s"
        case dt.date():
            return value + dt.timedelta(1)
    return NEIGHBOUR


def test_a_rewritten_seal_is_named():
    rows = stored(week())
    rows[2] = (replace(rows[2][0], root=digest(99)), rows[2][1])
    assert chain.faults_of_seals(rows) == [Fault(3, Break.REWRITTEN)]


def test_a_seal_rewritten_with_its_hash_is_named_by_the_next():
    rows = stored(week())
    forged = replace(rows[2][0], root=digest(99))
    rows[2] = (forged, forged.hash)
    assert chain.faults_of_seals(rows) == [Fault(4, Break.DETACHED)]


def test_a_seal_taken_out_is_named():
    rows = stored(week())
    del rows[1]
    assert chain.faults_of_seals(rows) == [Fault(3, Break.MISSING)]
    assert chain.faults_of_seals(rows[2:]) == [Fault(4, Break.MISSING)]


def test_wrong_totals_and_times_are_named():
    first, second = week()[:2]
    short = replace(second, total_before=1)
    early = replace(second, sealed_at=first.sealed_at - dt.timedelta(hours=1))
    turned = replace(second, first_day=MONDAY + dt.timedelta(1))
    found = [chain.faults_of_seals(stored([first, wrong])) for wrong in (short, early, turned)]
    assert found == [[Fault(2, Break.TOTAL)], [Fault(2, Break.TIME)], [Fault(2, Break.TIME)]]


def test_the_order_of_a_publication_follows_from_the_seals():
    seals = [*week(), seal_of([digest(3)], organisation_id=NEIGHBOUR), seal_of([digest(4)], stream="passage")]
    assert chain.publish(None, day=MONDAY, seals=seals) == chain.publish(None, day=MONDAY, seals=reversed(seals))


def test_publications_never_run_back_and_may_be_empty():
    first = chain.publish(None, day=MONDAY, seals=[])
    again = chain.publish(first, day=MONDAY, seals=week())
    assert (again.number, again.previous, first.seal_count) == (2, first.hash, 0)
    assert chain.faults_of_publications(stored([first, again])) == []
    with pytest.raises(ValueError, match="is before"):
        chain.publish(again, day=MONDAY - dt.timedelta(1), seals=[])


def test_publications_are_held_against_codes_saved_outside():
    """Rows, leaves and roots rewritten together leave a chain without fault, but not the code on the wall."""
    real = days(3)
    saved = [(publication.day, publication.hash) for publication in real]
    assert chain.faults_of_publications(stored(real), outside=saved) == []
    forged = [real[0], replace(real[1], root=digest(99))]
    forged.append(replace(real[2], previous=forged[1].hash))
    assert chain.faults_of_publications(stored(forged)) == []
    outside = chain.faults_of_publications(stored(forged), outside=saved)
    assert outside == [Fault(publication.day, Break.OUTSIDE) for publication in real[1:]]
    assert chain.faults_of_publications(stored(real[:2]), outside=saved) == [Fault(real[2].day, Break.CUT)]


def test_breaks_in_publications_are_named():
    rows = stored(days(4))
    assert chain.faults_of_publications([rows[0], *rows[2:]]) == [Fault(3, Break.MISSING)]
    forged = replace(rows[1][0], seal_count=9)
    assert chain.faults_of_publications([rows[0], (forged, rows[1][1]), *rows[2:]]) == [Fault(2, Break.REWRITTEN)]
    assert chain.faults_of_publications([rows[0], (forged, forged.hash), *rows[2:]]) == [Fault(3, Break.DETACHED)]
    late = replace(rows[1][0], day=MONDAY - dt.timedelta(1))
    assert chain.faults_of_publications([rows[0], (late, late.hash)]) == [Fault(2, Break.TIME)]
