"""Places of other modules on the page of the own account: each module names its own when it starts."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class AccountRow:
    title: Words
    url_name: str
    icon: str


_rows: dict[str, AccountRow] = {}


def add_account_row(title: Words, url_name: str, icon: str) -> None:
    """The page of the own account leads there from now on. Called once, when a module starts."""
    _rows[url_name] = AccountRow(title, url_name, icon)


def account_rows() -> tuple[AccountRow, ...]:
    return tuple(_rows.values())
