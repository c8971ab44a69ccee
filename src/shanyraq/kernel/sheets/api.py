"""The door: `from shanyraq.kernel.sheets.api import download, read_table, write_table`."""

from shanyraq.kernel.sheets.cells import Cell
from shanyraq.kernel.sheets.downloads import download
from shanyraq.kernel.sheets.reading import Sheet, SheetRow, read_table
from shanyraq.kernel.sheets.writing import write_csv, write_table

__all__ = ["Cell", "Sheet", "SheetRow", "download", "read_table", "write_csv", "write_table"]
