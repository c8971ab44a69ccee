"""The door: `from shanyraq.kernel.figures import api as figures`."""

from shanyraq.kernel.figures.declaring import Figure, Row, every_figure, figure, figure_of
from shanyraq.kernel.figures.values import Better, Level, Place, Unit, Value, hide, suppress

__all__ = [
    "Better",
    "Figure",
    "Level",
    "Place",
    "Row",
    "Unit",
    "Value",
    "every_figure",
    "figure",
    "figure_of",
    "hide",
    "suppress",
]
