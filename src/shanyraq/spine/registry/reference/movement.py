"""Settings of movement: limits, terms, reasons and grounds, each with the day from which it holds and its source."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from shanyraq.kernel.tables import read_rows
from shanyraq.spine.registry.reference.terms import Term, term_in


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason or a ground, in the three languages, with its source."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    source: str
    valid_from: date

    def name(self, language: str) -> str:
        """The words in this language, Kazakh where it is none of ours."""
        return {"ru": self.name_ru, "en": self.name_en}.get(language[:2], self.name_kk)


@dataclass(frozen=True, slots=True)
class LeavingReason(Choice):
    """Why a child leaves. `needs` is "document", "place" or nothing; some reasons expect another school."""

    expects_school: bool = False
    needs: str = ""


@dataclass(frozen=True, slots=True)
class TransferGround(Choice):
    """On which ground a child changes school. Only some hold while there are lessons."""

    any_time: bool = False


@dataclass(frozen=True, slots=True)
class RefusalGround(Choice):
    """On which ground a transfer is refused, and by which of the two schools: "sender", "receiver" or "both"."""

    by: str = "both"


def term(code: str, day: date) -> Term:
    """The term as it holds on this day. Raises TermUnknown."""
    return term_in("movement_terms", code, day)


def leaving_reasons(day: date) -> dict[str, LeavingReason]:
    """The reasons in force on this day, by code, in the order of the table."""
    return {each.code: each for each in _leaving() if each.valid_from <= day}


def transfer_grounds(day: date) -> dict[str, TransferGround]:
    """The grounds of a transfer in force on this day, by code."""
    return {each.code: each for each in _transfers() if each.valid_from <= day}


def refusal_grounds(day: date, *, by: str) -> dict[str, RefusalGround]:
    """The grounds on which this side ("sender" or "receiver") may refuse on this day, by code."""
    return {each.code: each for each in _refusals() if each.valid_from <= day and each.by in (by, "both")}


def _choice(row: dict[str, str]) -> tuple[str, str, str, str, str, date]:
    since = date.fromisoformat(row["valid_from"])
    return row["code"], row["name_kk"], row["name_ru"], row["name_en"], row["source"], since


@cache
def _leaving() -> tuple[LeavingReason, ...]:
    return tuple(
        LeavingReason(*_choice(row), expects_school=row["expects_school"] == "yes", needs=row["needs"])
        for row in read_rows(__package__, "leaving_reasons")
    )


@cache
def _transfers() -> tuple[TransferGround, ...]:
    return tuple(
        TransferGround(*_choice(row), any_time=row["any_time"] == "yes")
        for row in read_rows(__package__, "transfer_grounds")
    )


@cache
def _refusals() -> tuple[RefusalGround, ...]:
    return tuple(RefusalGround(*_choice(row), by=row["by"]) for row in read_rows(__package__, "refusal_grounds"))
