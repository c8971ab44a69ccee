"""Where terminals knock. Data for the endpoint: one pattern, the verbs and their methods, the tables."""

import enum
import re
from collections.abc import Mapping

from shanyraq.campus.gates.gateways.zkteco.tables import is_biometric_table


class Table(enum.StrEnum):
    """What an upload to `cdata` holds, by its `table` parameter."""

    ATTLOG = "attlog"
    RTLOG = "rtlog"
    RTSTATE = "rtstate"
    OPERLOG = "operlog"
    TABLEDATA = "tabledata"
    OPTIONS = "options"
    BIOMETRIC = "biometric"
    OTHER = "other"


METHODS: Mapping[str, frozenset[str]] = {
    "cdata": frozenset({"GET", "POST"}),  # handshake; uploads
    "getrequest": frozenset({"GET"}),  # poll for commands
    "devicecmd": frozenset({"POST"}),  # their results
    "querydata": frozenset({"POST"}),  # the access family's answers to queries, as tabledata
    "registry": frozenset({"GET", "POST"}),
    "push": frozenset({"GET", "POST"}),
    "ping": frozenset({"GET"}),
    "rtdata": frozenset({"GET"}),
    "exchange": frozenset({"POST"}),  # key exchange: declined with OK, we ask for Encrypt=None
    "fdata": frozenset({"POST"}),  # photos of passages: read, thrown away, answered OK
}

# Some firmware doubles the prefix, some adds the old extension.
PATH = r"^(?:iclock/){1,2}(?P<verb>" + "|".join(METHODS) + r")(?:\.aspx)?/?$"
PATTERN = re.compile(PATH)


def table_of(query: Mapping[str, str]) -> Table:
    """Which parser an upload goes to. Anything that may be a template or a picture is `biometric`."""
    said = {str(key).lower(): str(query[key]) for key in query}
    table = said.get("table", "").strip()
    if is_biometric_table(table, said.get("tablename", "").strip()):
        return Table.BIOMETRIC
    try:
        return Table(table.lower())
    except ValueError:
        return Table.OTHER
