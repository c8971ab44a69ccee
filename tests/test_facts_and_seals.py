"""Facts stand as written: the database refuses changes, and verify names each one made behind its back."""

import datetime as dt
import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.facts.models import Companion
from shanyraq.kernel.facts.triggers import install, missing
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing.issuing import receipt_of, seal_of, waiting_ids
from shanyraq.kernel.sealing.making import publish, seal_everything
from shanyraq.kernel.sealing.models import Publication, Seal
from shanyraq.kernel.sealing.receipt import Verdict, Words, check_receipt
from shanyraq.kernel.sealing.verifying import Kind, verify
from shanyraq.spine.presence.models import CaseMove

TABLE = CaseMove._meta.db_table
WORDS = {language: Words(what="іс", who="Ержан", when="23.11.2026") for language in ("kk", "ru", "en")}


@pytest.fixture(autouse=True)
def _machine(db: None) -> Iterator[None]:
    with system_scope("test"), transaction.atomic():
        yield


def moves(number: int = 5, organisation: uuid.UUID | None = None) -> list[CaseMove]:
    at = organisation or uuid.UUID(int=7)
    drafts = [
        CaseMove(
            organisation_id=at,
            case_id=uuid.UUID(int=n),
            person_id=uuid.UUID(int=100 + n),
            move="opened",
            happened_at=clock.now() - dt.timedelta(minutes=number - n),
        )
        for n in range(number)
    ]
    return facts.record(drafts, payloads=[{"reason": f"себеп {n}"} for n in range(number)])


def unguarded(statement: str, arguments: list[Any]) -> None:
    """What somebody with the database's own password can do: the triggers are taken away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, arguments)
    if connection.vendor == "sqlite":
        install()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = origin")


def key(value: uuid.UUID) -> Any:
    return value.hex if connection.vendor == "sqlite" else value


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET move = 'closed'",
        f"DELETE FROM {TABLE}",
        "UPDATE facts_companion SET payload = 'x'",
        "DELETE FROM facts_companion",
        "DELETE FROM sealing_seal",
        "UPDATE sealing_publication SET number = 9",
    ],
)
def test_the_database_refuses_to_change_what_stands(statement: str) -> None:
    moves()
    seal_everything()
    publish()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_replace_does_not_go_round_the_triggers() -> None:
    [first, *_] = moves()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE id = %s", [key(first.id)])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE is PostgreSQL's")
@pytest.mark.parametrize("table", [TABLE, "facts_companion", "facts_companion_2026_11"])
def test_truncate_does_not_go_round_the_triggers(table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def test_a_dropped_trigger_is_missed_and_put_back() -> None:
    name = f"{TABLE}_no_update" if connection.vendor == "sqlite" else f"{TABLE}_no_change"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + ("" if connection.vendor == "sqlite" else f" ON {TABLE}"))
    assert missing() == [name]
    assert Kind.TRIGGER in {finding.kind for finding in verify().findings}
    assert install() == [name]
    assert missing() == []


def test_forgetting_is_the_one_change_a_companion_permits() -> None:
    [one, *_] = moves()
    [order] = facts.forget([one], ground="сот шешімі")
    assert facts.payloads_of([(one.day, one.id)]) == {one.id: {}}
    seal_everything()
    report = verify()
    assert report.stands
    assert report.forgotten == {order: 1}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Companion.objects.filter(id=one.id).update(forgotten_by=uuid.uuid4())


def test_the_operator_forgets_by_order_and_an_unknown_fact_is_named() -> None:
    [one, *_] = moves()
    call_command("forget", "cases", str(one.id), ground="ата-ананың өтініші", stdout=StringIO())
    assert facts.payloads_of([(one.day, one.id)]) == {one.id: {}}
    assert verify().stands
    for stream, fact_id in (("cases", uuid.uuid4()), ("no-such", one.id)):
        with pytest.raises(CommandError, match=stream):
            call_command("forget", stream, str(fact_id), ground="x")


def test_words_taken_without_an_order_and_words_altered_are_named() -> None:
    one, other, *_ = moves()
    seal_everything()
    Companion.objects.filter(id=one.id).update(payload=None, payload_salt=None, forgotten_by=uuid.uuid4())
    unguarded("UPDATE facts_companion SET payload = '{}' WHERE id = %s", [key(other.id)])
    named = {(f.kind, f.what[:36]) for f in verify().findings}
    assert named == {(Kind.PAYLOAD, str(one.id)), (Kind.PAYLOAD, str(other.id))}


def test_a_forgotten_fact_still_guards_its_columns() -> None:
    [one, *_] = moves()
    facts.forget([one], ground="сот шешімі")
    unguarded(f"UPDATE {TABLE} SET outcome = 'agreed' WHERE id = %s", [key(one.id)])
    assert kinds() == [Kind.ALTERED]


def test_an_honest_row_given_in_other_types_is_not_called_altered() -> None:
    [made] = facts.record(
        [CaseMove(organisation_id=str(uuid.UUID(int=7)), case_id=uuid.UUID(int=1).hex, person_id=uuid.uuid4(),
                  move=CaseMove.Move.OPENED)]
    )  # fmt: skip
    assert isinstance(made.case_id, uuid.UUID)
    assert verify().stands


def test_a_fact_has_one_successor() -> None:
    [one, *_] = moves()

    def correct() -> None:
        facts.record(
            [
                CaseMove(
                    organisation_id=one.organisation_id, case_id=one.case_id, person_id=one.person_id, move="closed",
                    supersedes_day=one.day, supersedes_id=one.id,
                )
            ]
        )  # fmt: skip

    correct()
    with pytest.raises(Conflict), transaction.atomic():
        correct()


def test_an_intake_key_is_taken_once() -> None:
    def attempt(count: int) -> list[tuple[bytes, uuid.UUID, dt.date]]:
        return [(facts.intake_key("passages", "SN1", str(n)), facts.new_id(), clock.today()) for n in range(count)]

    assert len(facts.claim(attempt(300))) == 300
    again = attempt(450)
    assert facts.claim(again) == {key for key, _fact, _day in again[300:]}


def test_a_sound_database_stands_and_says_what_waits() -> None:
    moves(5)
    assert seal_everything() == 5
    waiting = moves(3)
    report = verify()
    assert (report.stands, report.facts, report.sealed, report.waiting) == (True, 8, 5, 3)
    assert waiting_ids(uuid.UUID(int=7), "cases") == {fact.id for fact in waiting}


def kinds(**outside: Any) -> list[Kind]:
    return [finding.kind for finding in verify(**outside).findings]


def test_an_edit_is_named() -> None:
    [one, *_] = moves()
    seal_everything()
    unguarded(f"UPDATE {TABLE} SET outcome = 'agreed' WHERE id = %s", [key(one.id)])
    [finding] = verify().findings
    assert (finding.kind, str(one.id) in finding.what) == (Kind.ALTERED, True)


def test_a_deletion_and_a_deletion_of_the_last_are_named() -> None:
    rows = moves()
    seal_everything()
    for gone in (rows[1], rows[-1]):
        unguarded(f"DELETE FROM {TABLE} WHERE id = %s", [key(gone.id)])
    assert [(f.kind, f.what) for f in verify().findings] == [
        (Kind.DELETED, str(row.id)) for row in sorted((rows[1], rows[-1]), key=lambda r: str(r.id))
    ]


def test_a_deletion_before_the_seal_is_named_too() -> None:
    rows = moves()
    unguarded(f"DELETE FROM {TABLE} WHERE id = %s", [key(rows[-1].id)])
    assert kinds() == [Kind.DELETED]


def test_a_backdated_insertion_is_named() -> None:
    [one, *_] = moves()
    seal_everything()
    columns = [field.column for field in CaseMove._meta.concrete_fields]
    kept = ", ".join("%s" if column == "id" else f'"{column}"' for column in columns)
    unguarded(f"INSERT INTO {TABLE} SELECT {kept} FROM {TABLE} WHERE id = %s", [key(facts.new_id(1)), key(one.id)])
    [finding] = verify().findings
    assert finding.kind is Kind.INSERTED
    assert "before the last seal" in finding.what


def test_a_swap_is_named() -> None:
    rows = moves()
    seal_everything()
    one, other = rows[0], rows[3]
    for row, taken in ((one, other), (other, one)):
        unguarded(f"UPDATE {TABLE} SET person_id = %s WHERE id = %s", [key(taken.person_id), key(row.id)])
    [finding] = verify().findings
    assert finding.kind is Kind.SWAPPED
    assert str(one.id) in finding.what
    assert str(other.id) in finding.what


def test_a_rewritten_row_with_its_digest_is_named() -> None:
    [one, *_] = moves()
    seal_everything()
    again = CaseMove.objects.get(id=one.id)
    again.outcome = "agreed"
    from shanyraq.kernel.facts.recording import canonical_of
    from shanyraq.kernel.sealing.canonical import digest_of

    companion = Companion.objects.get(id=one.id)
    digest = digest_of(bytes(companion.salt), canonical_of(again))
    unguarded(f"UPDATE {TABLE} SET outcome = 'agreed', digest = %s WHERE id = %s", [digest, key(one.id)])
    assert kinds() == [Kind.REWRITTEN]


def test_a_full_rewrite_is_caught_only_by_the_root_saved_outside() -> None:
    """Row, digest, leaf, tree, seal and publication are all made again: only the copy outside can tell."""
    moves()
    seal_everything()
    made = publish()
    assert made is not None
    saved = (made.day, bytes(made.hash))
    for table in ("sealing_publishedseal", "sealing_publication", "sealing_seal", "facts_companion", TABLE):
        unguarded(f"DELETE FROM {table}", [])
    moves()
    seal_everything()
    publish()
    assert verify().stands
    assert kinds(outside=[saved]) == [Kind.OUTSIDE]
    assert kinds(outside=[(None, saved[1])]) == [Kind.OUTSIDE]


def test_a_chain_cut_off_after_publication_is_named() -> None:
    moves()
    seal_everything()
    publish()
    unguarded("DELETE FROM sealing_publishedseal", [])
    assert Kind.PUBLICATION in kinds()


def test_chains_of_two_organisations_are_apart() -> None:
    moves(3, uuid.UUID(int=1))
    moves(4, uuid.UUID(int=2))
    seal_everything()
    moves(2, uuid.UUID(int=1))
    seal_everything()
    rows = Seal.objects.order_by("organisation_id", "sequence").values_list("count", "sequence", "total_before")
    assert list(rows) == [(3, 1, 0), (2, 2, 3), (4, 1, 0)]
    assert publish() is not None
    assert publish() is None
    assert Publication.objects.get().seal_count == 3
    assert verify().stands


def test_a_receipt_leads_to_the_published_root() -> None:
    rows = moves(300)
    seal_everything()
    made = publish()
    assert made is not None
    for row in (rows[0], rows[137], rows[299]):
        fact = CaseMove.objects.get(id=row.id)
        found = seal_of(fact)
        assert found is not None
        text = receipt_of(fact, words=WORDS)
        assert check_receipt(text, bytes(made.hash)) is Verdict.STANDS
        assert check_receipt(text, bytes(32)) is Verdict.ROOT_DIFFERS
