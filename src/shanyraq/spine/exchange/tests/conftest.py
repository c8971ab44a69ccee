"""Files for the exchange's tests: records as readers hand them over."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.exchange.drafts import Fault, Kind, Place, Record, Ref

BORN = dt.date(2015, 3, 15)
IIN = "150315500005"


def record(kind: Kind, row: int, *, key: str = "", faults: tuple[Fault, ...] = (), **values: Any) -> Record:
    return Record(
        kind=kind,
        place=Place("Тізім", row),
        values=values,
        faults=faults,
        source_key=key,
        raw={"Тегі": str(values.get("family", ""))},
    )


def pupil(row: int, family: str = "Серікбай", given: str = "Нұрлан", *, to: str = "7Ә", **more: Any) -> Record:
    values = {"family": family, "given": given, "sex": "m", "group": Ref("class", to), **more}
    return record(Kind.PUPIL, row, **values)


@pytest.fixture
def bring(as_director: Any) -> Callable[[Sequence[Record]], Any]:
    """Aigerim brings a file and sees what it would do."""

    def brought(records: Sequence[Record], *, apply: bool = False) -> Any:
        run_id = exchange.open_run(
            organisation_id=as_director.school.organisation_id, source="excel", filename="7-ә.xlsx", records=records
        )
        if apply:
            exchange.apply_run(run_id=run_id)
        card = exchange.run_card(run_id)
        assert card is not None
        return card

    return brought
