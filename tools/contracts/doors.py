"""Doors: a module is entered through its `api` and `events` and nothing else.

import-linter's own kinds list what is forbidden, pair by pair; this one lists what is open, so a file with a
new name is closed from the day it is made.
"""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """
    Configuration options:
        - groups:       packages whose children are modules with doors.
        - doors:        names of a module's children that others may import.
        - exempt:       names that, anywhere in the importer's path, free it: tests see through walls.
        - builders:     names of a module's children that only the exempt may import besides the doors.
    """

    type_name = "doors"

    groups = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    exempt = fields.ListField(subfield=fields.StringField())
    builders = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            (importer, imported, self._line(graph, importer, imported))
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self.may_import(importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def may_import(self, importer: str, imported: str) -> bool:
        """Whether this import stays inside a module, goes through a door, or is made by one who may."""
        module = self.module_of(imported)
        if module is None or module == self.module_of(importer):
            return True
        entered = imported.removeprefix(module).lstrip(".").partition(".")[0]
        if entered in self._said("doors"):
            return True
        return entered in self._said("builders") and bool(set(self._said("exempt")) & set(importer.split(".")))

    def module_of(self, name: str) -> str | None:
        """The module with doors that `name` stands in, or None outside every group."""
        for group in self._said("groups"):
            if name.startswith(f"{group}."):
                return f"{group}.{name.removeprefix(f'{group}.').partition('.')[0]}"
        return None

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, line in check.metadata["broken"]:
            output.print_error(f"- {importer} -> {imported} (l.{line})", bold=False)
        output.new_line()
        output.print(f"Others enter a module only by {' and '.join(self._said('doors'))}: move the code, not the rule.")

    def _line(self, graph: ImportGraph, importer: str, imported: str) -> Any:
        details = graph.get_import_details(importer=importer, imported=imported)
        return details[0]["line_number"] if details else "?"

    def _said(self, option: str) -> list[str]:
        said: list[str] = getattr(self, option)
        return said
