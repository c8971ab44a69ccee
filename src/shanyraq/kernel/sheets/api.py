"""The door: `from shanyraq.kernel.sheets.api import download, read_book, read_table, write_table`."""

from shanyraq.kernel.sheets.cells import (
    Cell,
)
from shanyraq.kernel.sheets.downloads import (
    download,
)
from shanyraq.kernel.sheets.reading import (
    Sheet,
    SheetRow,
    read_book,
    read_table,
)
from shanyraq.kernel.sheets.workbooks import (
    Leaf,
)
from shanyraq.kernel.sheets.writing import (
    sheet_name,
    write_csv,
    write_table,
)

__all__ = [
    "Cell",
    "Leaf",
    "Sheet",
    "SheetRow",
    "download",
    "read_book",
    "read_table",
    "sheet_name",
    "write_csv",
    "write_table",
]
